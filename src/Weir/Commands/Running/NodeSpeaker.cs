using System.Text.Json;
using Weir.Releases;

namespace Weir.Cli.Commands.Running;

/// <summary>What every command to a running node shares: the call, its JSON, and the refusal.</summary>
/// <param name="command">As typed, such as <c>weir hold</c>.</param>
/// <param name="dataFolder">Of the node.</param>
/// <param name="json">Whether a program reads: it gets the node's own answer.</param>
/// <param name="terminal">Where to speak.</param>
internal sealed class NodeSpeaker(string command, string dataFolder, bool json, Terminal terminal)
{
    public Terminal Terminal { get; } = terminal;

    public string DataFolder => dataFolder;

    /// <summary>Of the release that is spoken about; Unset where there is none.</summary>
    public Layer Layer { get; init; }

    /// <summary>Its bundle; null where there is none.</summary>
    public string? File { get; init; }

    /// <param name="method">Of HTTP.</param>
    /// <param name="path">Escaped already.</param>
    /// <param name="body">Null for none.</param>
    /// <param name="tell">Writes what the node answered, for a person.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<int> AskAsync(
        HttpMethod method, string path, HttpContent? body, Action<JsonElement> tell, CancellationToken stop)
    {
        var sent = await AdminCall.SendAsync(dataFolder, method, path, body, stop);
        if (!sent.Try(out var answer, out var fault))
        {
            return Terminal.Refuse(command, fault.Message);
        }

        if (!answer.Succeeded)
        {
            var problem = AdminProblem.Of(answer);
            problem.Tell(json, Terminal);
            return Terminal.Refuse(
                command, problem.Sentence,
                Advice.For(problem.Reason, new AdviceAbout(Layer, File, DataFolder)));
        }

        if (json)
        {
            Terminal.Output.WriteLine(answer.Body.TrimEnd());
            return ExitCode.Done;
        }

        try
        {
            using var parsed = JsonDocument.Parse(answer.Body);
            tell(parsed.RootElement);
            return ExitCode.Done;
        }
        catch (JsonException)
        {
            return Terminal.Refuse(
                command, "the node did it, and its answer cannot be read: is it of another version?");
        }
    }

    /// <summary>For calls that answer <c>done</c> and <c>detail</c>.</summary>
    public Task<int> DoAsync(HttpMethod method, string path, HttpContent? body, CancellationToken stop) =>
        AskAsync(method, path, body, answer => Terminal.Output.WriteLine(Shown.Of(answer.Text("detail"))),
            stop);
}
