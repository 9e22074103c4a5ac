using System.CommandLine;

namespace Weir.Cli.Commands.Syntax;

internal static class FeaturesSyntax
{
    private const string Node = "node";
    private const string Shipped = "shipped";

    public static WeirCommand Create(Terminal terminal) =>
        new("features", "The features that requests are scored by, and traffic signals.")
        {
            Examples =
            [
                new("weir features list", "What is active on the running node"),
                new("weir features build", "Build traffic signals now"),
            ],
            Subcommands = { List(terminal), Build(terminal) },
        };

    private static WeirCommand List(Terminal terminal)
    {
        var from = From("node, shipped, a DuckDB file, or a folder of Parquet");
        var data = Options.Data();
        var json = Options.Json();
        var list = new WeirCommand("list", "List the features that requests are scored by.")
        {
            Details = "Of a node or of recorded events: name, type, and in what share of the last hour's "
                + "requests it was missing. 'shipped' is what comes with the program, with expressions; "
                + "docs/features.md says what they mean. A database that a node holds cannot be opened: "
                + $"ask the node. {OfflineSource.WhenParquet}",
            Examples =
            [
                new("weir features list", "What is active, and the last build"),
                new("weir features list --from shipped", "Name, type and expression of each"),
                new("weir features list --from .weir/events/parquet", "Of hourly files"),
            ],
        };
        list.Options.Add(from);
        list.Options.Add(data);
        list.Options.Add(json);
        list.SetAction((parsed, stop) => parsed.GetValue(from) switch
        {
            null or Node => FeaturesListCommand.OfNodeAsync(
                Options.Folder(parsed, data), parsed.GetValue(json), terminal, stop),
            Shipped => Task.FromResult(FeaturesListCommand.Shipped(parsed.GetValue(json), terminal)),
            var path => Task.FromResult(
                FeaturesListCommand.OfFile(path, parsed.GetValue(json), terminal)),
        });
        return list;
    }

    private static WeirCommand Build(Terminal terminal)
    {
        var from = From("node, a DuckDB file, or a folder of Parquet");
        var to = Options.Text("--out", "FILE", "Write what was found as JSON; not with --from node");
        var data = Options.Data();
        var json = Options.Json();
        var build = new WeirCommand("build", "Build traffic signals from recorded traffic.")
        {
            Details = "Of a node: its keeper builds a signals release now, and the node takes or refuses it "
                + "by the same gates as every five minutes. Of a file or folder: computes and prints what "
                + "the hour before the last event says, and activates nothing.",
            Examples =
            [
                new("weir features build", "On the running node"),
                new("weir features build --from events.duckdb --out hour.json", "Of a file no node holds"),
            ],
        };
        build.Options.Add(from);
        build.Options.Add(to);
        build.Options.Add(data);
        build.Options.Add(json);
        build.Validators.Add(result =>
        {
            if (result.GetValue(from) is null or Node && result.GetResult(to) is { Implicit: false })
            {
                result.AddError("--out: a node's signals go to the node; say --from FILE");
            }
        });
        build.SetAction((parsed, stop) => parsed.GetValue(from) switch
        {
            null or Node => FeaturesBuildCommand.OfNodeAsync(
                Options.Folder(parsed, data), parsed.GetValue(json), terminal, stop),
            var path => Task.FromResult(FeaturesBuildCommand.OfFile(
                path, parsed.GetValue(to), parsed.GetValue(json), terminal)),
        });
        return build;
    }

    private static Option<string?> From(string what) =>
        Options.Text("--from", "SOURCE", $"{what} [default: {Node}]");
}
