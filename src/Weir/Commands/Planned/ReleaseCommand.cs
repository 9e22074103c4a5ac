using Weir.Cli.Commands.Syntax;

namespace Weir.Cli.Commands.Planned;

/// <summary><c>weir release</c>: the life of a release.</summary>
internal static class ReleaseCommand
{
    public static PlannedCommand Create() =>
        new PlannedCommand(
            "release",
            "Build, sign, inspect, publish and roll back releases.",
            Plan.Releases)
        {
            Details = "Will make signed bundles of models, signals, lists and policies, and move a "
                + "node or a fleet between them. A rollback ships old content under a new, higher "
                + "number.",
            Examples =
            [
                new("weir release build --model model.bin --out r.weir", "Make a bundle"),
                new("weir release verify r.weir", "Would a node take it?"),
            ],
            Subcommands =
            {
                Build(),
                Sign(),
                Inspect(),
                Verify(),
                Publish(),
                List(),
                Diff(),
                Rollback(),
                Unquarantine(),
            },
        };

    private static PlannedCommand Build() =>
        new PlannedCommand(
            "build",
            "Make a bundle from a model, signals, lists or a policy.",
            Plan.Releases)
        {
            Examples =
            [
                new("weir release build --model model.bin --out r.weir", "A model release"),
            ],
            Options =
            {
                Options.Text("--model", "FILE", "A trained model"),
                Options.Text("--out", "FILE", "Where the bundle is written"),
            },
        };

    private static PlannedCommand Sign() =>
        new PlannedCommand("sign", "Sign a bundle.", Plan.Releases)
        {
            Examples =
            [
                new("weir release sign r.weir --key model", "With the key of this name"),
            ],
            Arguments =
            {
                Plan.Argument("FILE", "The bundle"),
            },
            Options =
            {
                Options.Text("--key", "NAME", "The signing key"),
            },
        };

    private static PlannedCommand Inspect() =>
        new PlannedCommand(
            "inspect",
            "Print what a bundle holds, trusting none of it.",
            Plan.Releases)
        {
            Examples =
            [
                new("weir release inspect r.weir --json", "Sections, sizes, signatures"),
            ],
            Arguments =
            {
                Plan.Argument("FILE", "The bundle"),
            },
            Options =
            {
                Options.Json(),
            },
        };

    private static PlannedCommand Verify() =>
        new PlannedCommand("verify", "Run every check of a node on a bundle.", Plan.Releases)
        {
            Examples =
            [
                new("weir release verify r.weir", "Exit code 1 and the reason where it is refused"),
            ],
            Arguments =
            {
                Plan.Argument("FILE", "The bundle"),
            },
            Options =
            {
                Options.Json(),
            },
        };

    private static PlannedCommand Publish() =>
        new PlannedCommand(
            "publish",
            "Hand a bundle to the running node or the fleet.",
            Plan.Releases)
        {
            Examples =
            [
                new("weir release publish r.weir", "To the running node"),
            ],
            Arguments =
            {
                Plan.Argument("FILE", "The bundle"),
            },
            Options =
            {
                Options.Json(),
            },
        };

    private static PlannedCommand List() =>
        new PlannedCommand("list", "List the releases of the running node.", Plan.Releases)
        {
            Examples =
            [
                new("weir release list", "Active, proven, refused"),
            ],
            Options =
            {
                Options.Json(),
            },
        };

    private static PlannedCommand Diff() =>
        new PlannedCommand("diff", "Compare two releases.", Plan.Releases)
        {
            Examples =
            [
                new("weir release diff 41 42", "What changes"),
            ],
            Arguments =
            {
                Plan.Argument("A", "A number or a file"),
                Plan.Argument("B", "A number or a file"),
            },
            Options =
            {
                Options.Json(),
            },
        };

    private static PlannedCommand Rollback() =>
        new PlannedCommand("rollback", "Go back to the last proven release.", Plan.Releases)
        {
            Examples =
            [
                new("weir release rollback", "Needs no network"),
            ],
            Options =
            {
                Options.Json(),
            },
        };

    private static PlannedCommand Unquarantine() =>
        new PlannedCommand("unquarantine", "Let a refused bundle be tried again.", Plan.Releases)
        {
            Examples =
            [
                new("weir release unquarantine 42", "After its cause is mended"),
            ],
            Arguments =
            {
                Plan.Argument("NUMBER", "The release"),
            },
        };
}
