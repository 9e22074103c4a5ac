using Weir.Cli.Commands.Syntax;

namespace Weir.Cli.Commands.Planned;

/// <summary><c>weir features</c>: the feature set and the traffic signals.</summary>
internal static class FeaturesCommand
{
    public static PlannedCommand Create() =>
        new PlannedCommand("features", "Build and list the feature set and traffic signals.", Plan.Model)
        {
            Details = "Will build the features and signal tables that a model is trained on, from "
                + "recorded traffic, and list those in use.",
            Examples =
            [
                new("weir features build --from node", "From the traffic of the running node"),
                new("weir features list --json", "The feature set, for a program"),
            ],
            Subcommands =
            {
                new PlannedCommand(
                    "build",
                    "Build features and signal tables from recorded traffic.",
                    Plan.Model)
                {
                    Details = "Will read the events of SOURCE and write the feature set. Activates nothing.",
                    Examples =
                    [
                        new("weir features build --from events.duckdb", "From a file that no node holds"),
                    ],
                    Options =
                    {
                        Options.Text("--from", "SOURCE", "node, a DuckDB file, or a folder of captures"),
                    },
                },
                new PlannedCommand("list", "List the features in use.", Plan.Model)
                {
                    Examples =
                    [
                        new("weir features list", "Name, meaning and source of each feature"),
                    ],
                    Options =
                    {
                        Options.Json(),
                    },
                },
            },
        };
}
