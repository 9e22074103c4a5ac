using Weir.Cli.Commands.Syntax;

namespace Weir.Cli.Commands.Planned;

/// <summary><c>weir keys</c>: keys and roots.</summary>
internal static class KeysCommand
{
    public static PlannedCommand Create() =>
        new PlannedCommand("keys", "Make, trust and revoke signing keys.", Plan.Releases)
        {
            Details = "Will manage the keys that sign releases and the roots that a node trusts.",
            Examples =
            [
                new("weir keys new model", "Make a key"),
                new("weir keys list", "What is trusted here"),
            ],
            Subcommands =
            {
                New(),
                List(),
                Trust(),
                Revoke(),
                ReRoot(),
            },
        };

    private static PlannedCommand New() =>
        new PlannedCommand("new", "Make a signing key.", Plan.Releases)
        {
            Examples =
            [
                new("weir keys new model", "A key for models"),
            ],
            Arguments =
            {
                Plan.Argument("NAME", "Its name"),
            },
        };

    private static PlannedCommand List() =>
        new PlannedCommand("list", "List keys and what they may sign.", Plan.Releases)
        {
            Examples =
            [
                new("weir keys list --json", "For a program"),
            ],
            Options =
            {
                Options.Json(),
            },
        };

    private static PlannedCommand Trust() =>
        new PlannedCommand("trust", "Trust a public key for a layer.", Plan.Releases)
        {
            Examples =
            [
                new("weir keys trust model.pub", "What it signs is taken"),
            ],
            Arguments =
            {
                Plan.Argument("FILE", "The public key"),
            },
        };

    private static PlannedCommand Revoke() =>
        new PlannedCommand("revoke", "Stop trusting a key.", Plan.Releases)
        {
            Examples =
            [
                new("weir keys revoke model", "What it signed is no longer taken"),
            ],
            Arguments =
            {
                Plan.Argument("NAME", "The key"),
            },
        };

    private static PlannedCommand ReRoot() =>
        new PlannedCommand("re-root", "Replace the root of trust.", Plan.Releases)
        {
            Examples =
            [
                new("weir keys re-root root.json", "Signed by the old root"),
            ],
            Arguments =
            {
                Plan.Argument("FILE", "The new root"),
            },
        };
}
