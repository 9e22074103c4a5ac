using Weir.Cli.Commands.Syntax;

namespace Weir.Cli.Commands.Planned;

/// <summary><c>weir policy</c>: where the policy of the sites stands.</summary>
internal static class PolicyCommand
{
    public static PlannedCommand Create() =>
        new PlannedCommand("policy", "Say where the policy of the sites stands.", Plan.Next)
        {
            Details = "Will show which policy release runs and which sites stayed as they were.",
            Examples =
            [
                new("weir policy status", "Of the running node"),
            ],
            Subcommands =
            {
                new PlannedCommand(
                    "status",
                    "Show the running policy and what was not taken.",
                    Plan.Next)
                {
                    Examples =
                    [
                        new("weir policy status --json", "For a program"),
                    ],
                    Options =
                    {
                        Options.Json(),
                    },
                },
            },
        };
}
