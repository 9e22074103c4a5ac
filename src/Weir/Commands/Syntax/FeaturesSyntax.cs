using Weir.Cli.Commands.Planned;

namespace Weir.Cli.Commands.Syntax;

internal static class FeaturesSyntax
{
    public static WeirCommand Create(Terminal terminal)
    {
        var json = Options.Json();
        var list = new WeirCommand("list", "List the features that requests are scored by.")
        {
            Details = "Name, type and expression of each. docs/features.md says what they mean.",
            Examples =
            [
                new("weir features list", "One feature a line"),
                new("weir features list --json", "For a program"),
            ],
        };
        list.Options.Add(json);
        list.SetAction(parsed => FeaturesListCommand.Run(parsed.GetValue(json), terminal));
        return new WeirCommand("features", "The features that requests are scored by.")
        {
            Examples = [new("weir features list", "Name, type and expression of each")],
            Subcommands =
            {
                list,
                new PlannedCommand(
                    "build", "Build traffic signals from recorded traffic.", Plan.Releases)
                {
                    Details = "Will read the events of SOURCE and make a signals release. Activates nothing.",
                    Examples =
                    [
                        new("weir features build --from events.duckdb", "From a file that no node holds"),
                    ],
                    Options =
                    {
                        Options.Text("--from", "SOURCE", "node, a DuckDB file, or a folder of captures"),
                    },
                },
            },
        };
    }
}
