using Weir.Cli.Commands.Syntax;

namespace Weir.Cli.Commands.Planned;

/// <summary><c>weir kill</c>: kill switches.</summary>
internal static class KillCommand
{
    public static PlannedCommand Create() =>
        new PlannedCommand("kill", "Switch a part of the running node off for a while.", Plan.Releases)
        {
            Details = "Will switch off scoring, a rule, a site or a signal through the socket of the "
                + "node, for a limited time.",
            Examples =
            [
                new("weir kill scoring --for 10m", "Everything is unscored for ten minutes"),
                new("weir kill --list", "What is switched off"),
            ],
            Arguments =
            {
                Plan.Argument("TARGET", "What to switch off"),
            },
            Options =
            {
                Options.Text("--for", "TIME", "How long, such as 10m"),
                Options.Flag("--list", "List what is switched off"),
                Options.Json(),
            },
        };
}
