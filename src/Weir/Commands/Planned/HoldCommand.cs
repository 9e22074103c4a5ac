using Weir.Cli.Commands.Syntax;

namespace Weir.Cli.Commands.Planned;

/// <summary><c>weir hold</c>: stops intake for a while.</summary>
internal static class HoldCommand
{
    public static PlannedCommand Create() =>
        new PlannedCommand("hold", "Stop taking new releases of one layer for a while.", Plan.Releases)
        {
            Details = "Will keep the node on what it runs until the time is over. Local, needs no "
                + "key.",
            Examples =
            [
                new("weir hold model --for 1h", "No new model for an hour"),
            ],
            Arguments =
            {
                Plan.Argument("LAYER", "model, signals, lists, policy or all"),
            },
            Options =
            {
                Options.Text("--for", "TIME", "How long, such as 1h"),
            },
        };
}
