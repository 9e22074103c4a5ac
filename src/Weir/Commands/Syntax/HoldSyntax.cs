using Weir.Cli.Commands.Running;
using Weir.Decisions;
using Weir.Releases;

namespace Weir.Cli.Commands.Syntax;

internal static class HoldSyntax
{
    public static WeirCommand Create(Terminal terminal)
    {
        var end = Options.Flag("--release", "Take releases of the layer again, now");
        end.Aliases.Add("--end");
        var shape = new TimedSyntax<Layer>(
            Options.Layer("model, signals, lists or policy", optional: true),
            Options.Span("--for", "How long, 30d at most, such as 1h", most: Limits.HoldMost), end,
            Options.Flag("--list", "List what is held, until when, by whom and why"), HoldCommand.Held)
        {
            OnBegin = HoldCommand.HoldAsync,
            OnEnd = HoldCommand.ReleaseAsync,
        };
        return shape.Shape(new WeirCommand("hold", "Stop taking new releases of one layer for a while.")
        {
            Details = "The node stays on what it runs until the time is over, or until --release. Local: it "
                + "needs no key, no network and no keeper. A node holds a layer by itself after two "
                + "demotions within an hour; --release ends that as well. What comes meanwhile is refused "
                + "as IntakeHeld.",
            Examples =
            [
                new("weir hold model --for 1h", "No new model for an hour"),
                new("weir hold model --release", "Take models again"),
                new("weir hold --list --json", "What is held, for a program"),
            ],
        }, terminal);
    }
}
