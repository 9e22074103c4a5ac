using Weir.Cli.Commands.Syntax;

namespace Weir.Cli.Commands.Planned;

/// <summary><c>weir drill</c>: rehearsed incidents.</summary>
internal static class DrillCommand
{
    public static PlannedCommand Create() =>
        new PlannedCommand("drill", "Rehearse incidents on a scratch node under load.", Plan.Releases)
        {
            Details = "Will start a node of its own, put it under load, cause the incident and report "
                + "what visitors would have seen.",
            Examples =
            [
                new("weir drill list", "The incidents there are"),
                new("weir drill run all", "Rehearse every one"),
            ],
            Subcommands =
            {
                new PlannedCommand("list", "List the drills.", Plan.Releases)
                {
                    Examples =
                    [
                        new("weir drill list", "Name and what it rehearses"),
                    ],
                    Options =
                    {
                        Options.Json(),
                    },
                },
                new PlannedCommand("run", "Run one drill, or all.", Plan.Releases)
                {
                    Examples =
                    [
                        new("weir drill run nov18 --json", "One, for a program"),
                    ],
                    Arguments =
                    {
                        Plan.Argument("NAME", "A drill, or all"),
                    },
                    Options =
                    {
                        Options.Text("--html", "FILE", "Write a report to read"),
                        Options.Json(),
                    },
                },
            },
        };
}
