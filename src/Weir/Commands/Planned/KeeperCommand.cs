using Weir.Cli.Commands.Syntax;

namespace Weir.Cli.Commands.Planned;

/// <summary><c>weir keeper</c>: the process beside the node.</summary>
internal static class KeeperCommand
{
    public static PlannedCommand Create() =>
        new PlannedCommand(
            "keeper",
            "The process beside the node that stores events and trains.",
            Plan.Releases)
        {
            Details = "Will be started by 'weir up' and hardly ever by hand: event store, feature "
                + "build, training and list fetchers, at low priority. It ends when its node "
                + "does.",
            Examples =
            [
                new("weir keeper --data .weir", "Beside the node of this folder"),
            ],
            Options =
            {
                Options.Text("--data", "DIR", "The data folder of its node"),
            },
        };
}
