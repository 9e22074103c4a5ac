using System.CommandLine;
using Weir.Cli.Commands.Running;
using Weir.Decisions;

namespace Weir.Cli.Commands.Syntax;

internal static class KillSyntax
{
    public static WeirCommand Create(Terminal terminal)
    {
        var shape = new TimedSyntax<string?>(
            Target(), Options.Span(
                "--for", "How long, 1m to 7d, such as 10m", Limits.SwitchLeast, Limits.SwitchMost),
            Options.Flag("--end", "Switch it on again, now"),
            Options.Flag("--list", "List what is switched off, and until when"), KillCommand.Off)
        {
            OnBegin = static (node, target, duration, stop) =>
                KillCommand.ThrowAsync(node, target ?? "", duration, stop),
            OnEnd = static (node, target, stop) => KillCommand.EndAsync(node, target ?? "", stop),
        };
        return shape.Shape(new WeirCommand("kill", "Switch a part of the running node off for a while.")
        {
            Details = "Works through the node's socket with nothing else alive. Every switch has an end, is "
                + "kept over a restart, and is announced by alarms an hour and five minutes before it ends. "
                + "Coming back is guarded as a release is: if requests fault, the node throws the switch "
                + "again. Without a score, requests go by on_unscored; 'weir check --unscored' says what "
                + "that changes.",
            Examples =
            [
                new("weir kill module:scoring --for 10m", "Everything is unscored for ten minutes"),
                new("weir kill layer:model --for 1h", "The model of the program instead of the released one"),
                new("weir kill rule:shop/login --for 1d", "One rule of one site"),
                new("weir kill layer:model --end", "Switch it on again"),
                new("weir kill --list", "What is switched off"),
            ],
        }, terminal);
    }

    private static Argument<string?> Target()
    {
        var target = new Argument<string?>("TARGET")
        {
            Description = $"What to switch off: {KillCommand.Targets}",
            Arity = ArgumentArity.ZeroOrOne,
        };
        target.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var text }] && KillCommand.Complaint(text) is { } complaint)
            {
                result.AddError(complaint);
            }
        });
        return target;
    }
}
