using System.Globalization;
using System.Text.Json;
using Weir.Decisions;
using Weir.Releases;

namespace Weir.Cli.Commands.Running;

/// <summary>
/// <c>weir release publish</c>, <c>rollback</c> and <c>unquarantine</c>: calls to a running node.
/// </summary>
internal static class ReleaseCalls
{
    public static Task<int> PublishAsync(NodeSpeaker node, byte[] bundle, CancellationToken stop) =>
        node.AskAsync(
            HttpMethod.Post, "/api/releases", AdminCall.Bytes(bundle),
            answer => TellAccepted(answer, node.Terminal), stop);

    public static Task<int> RollbackAsync(NodeSpeaker node, Layer layer, CancellationToken stop) =>
        node.AskAsync(
            HttpMethod.Post, "/api/rollback", AdminCall.Json($$"""{"layer":"{{layer.Name()}}"}"""),
            answer => TellRolledBack(answer, layer, node.Terminal), stop);

    public static Task<int> UnquarantineAsync(
        NodeSpeaker node, Hash256 section, string reason, CancellationToken stop) =>
        node.DoAsync(
            HttpMethod.Post, "/api/unquarantine",
            AdminCall.Json(
                $$"""{"hash":"{{section}}","reason":"{{JsonEncodedText.Encode(reason)}}"}"""),
            stop);

    /// <summary>
    /// Old content under a new number is a candidate; what the program brings has number 0.
    /// </summary>
    private static void TellRolledBack(JsonElement answer, Layer layer, Terminal terminal)
    {
        if (answer.Number("number") > 0)
        {
            TellAccepted(answer, terminal);
        }
        else
        {
            terminal.Output.WriteLine($"{layer.Name()} is back on what the program brings.");
        }
    }

    private static void TellAccepted(JsonElement answer, Terminal terminal)
    {
        var name = $"{answer.Text("layer")} {answer.Number("number")}";
        terminal.Output.WriteLine(Shown.Of(answer.Flag("waiting")
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{name} waits until the candidate before it is through: a minute and "
                + $"{Limits.ProvenRequests:N0} requests, or {Limits.ProvenAnyway.TotalMinutes:0} minutes.")
            : $"{name} passed every gate and is active; it now proves itself."));
        terminal.Output.WriteLine($"{Shown.Of(answer.Text("id"))}  See 'weir release list'.");
    }
}
