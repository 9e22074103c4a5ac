using Weir.Cli.Commands.Syntax;

namespace Weir.Cli.Commands.Planned;

/// <summary><c>weir replay</c>: recorded traffic, scored again.</summary>
internal static class ReplayCommand
{
    public static PlannedCommand Create() =>
        new PlannedCommand("replay", "Score recorded traffic and compare decisions.", Plan.Later)
        {
            Details = "Will score a recording with release A, and with B print every decision that "
                + "differs.",
            Examples =
            [
                new("weir replay day.parquet --release 41 --against 42", "What 42 would decide otherwise"),
            ],
            Arguments =
            {
                Plan.Argument("FILE", "The recording"),
            },
            Options =
            {
                Options.Text("--release", "A", "The release to score with"),
                Options.Text("--against", "B", "The release to compare with"),
                Options.Json(),
            },
        };
}
