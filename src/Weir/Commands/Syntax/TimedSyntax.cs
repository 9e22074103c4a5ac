using System.CommandLine;
using Weir.Cli.Commands.Running;

namespace Weir.Cli.Commands.Syntax;

/// <summary>
/// The shape of <c>hold</c> and <c>kill</c>: something begins for a while, ends before its time, or is
/// listed; one of the three a call.
/// </summary>
/// <param name="What">What it is about; optional, because a list is about all of them.</param>
/// <param name="Duration">Begins it.</param>
/// <param name="End">Ends it now.</param>
/// <param name="List">Lists what has begun.</param>
/// <param name="Listed">Where that is found.</param>
internal sealed record TimedSyntax<T>(
    Argument<T> What, Option<TimeSpan?> Duration, Option<bool> End, Option<bool> List, StatusList Listed)
{
    private readonly Option<string?> _data = Options.Data();
    private readonly Option<bool> _json = Options.Json();

    public required Func<NodeSpeaker, T?, TimeSpan, CancellationToken, Task<int>> OnBegin { get; init; }

    public required Func<NodeSpeaker, T?, CancellationToken, Task<int>> OnEnd { get; init; }

    /// <summary>Gives a command this shape.</summary>
    public WeirCommand Shape(WeirCommand command, Terminal terminal)
    {
        command.Arguments.Add(What);
        command.Options.Add(Duration);
        command.Options.Add(End);
        command.Options.Add(List);
        command.Options.Add(_data);
        command.Options.Add(_json);
        command.Validators.Add(result =>
        {
            var asked = (result.GetResult(Duration) is not null ? 1 : 0) + (result.GetValue(End) ? 1 : 0)
                + (result.GetValue(List) ? 1 : 0);
            var named = result.GetResult(What) is { Tokens.Count: > 0 };
            if (asked != 1 || named == result.GetValue(List))
            {
                result.AddError(
                    $"say one of {What.Name} --for TIME, {What.Name} {End.Name}, and --list alone");
            }
        });
        command.SetAction((parsed, stop) => RunAsync($"weir {command.Name}", parsed, terminal, stop));
        return command;
    }

    private Task<int> RunAsync(
        string command, ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        var lists = parsed.GetValue(List);
        var json = parsed.GetValue(_json);
        var node = new NodeSpeaker(command, Options.Folder(parsed, _data), json && !lists, terminal);
        return lists ? Listed.TellAsync(node, json, stop)
            : parsed.GetValue(End) ? OnEnd(node, parsed.GetValue(What), stop)
            : OnBegin(node, parsed.GetValue(What), parsed.GetValue(Duration) ?? TimeSpan.Zero, stop);
    }
}
