using Weir.Cli.Commands.Syntax;

namespace Weir.Cli.Commands.Planned;

/// <summary><c>weir train</c>: makes a model, activates nothing.</summary>
internal static class TrainCommand
{
    public static PlannedCommand Create() =>
        new PlannedCommand("train", "Train a model and print its report.", Plan.Model)
        {
            Details = "Will train on SOURCE, write the model to FILE and print the report. Activates "
                + "nothing: a release does.",
            Examples =
            [
                new("weir train --from node --out model.bin", "From the traffic of the running node"),
            ],
            Options =
            {
                Options.Text("--from", "SOURCE", "node, a DuckDB file, or a folder of captures"),
                Options.Text("--out", "FILE", "Where the model is written"),
                Options.Json(),
            },
        };
}
