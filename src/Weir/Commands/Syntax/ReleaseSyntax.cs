using System.CommandLine;
using Weir.Cli.Commands.Bundles;
using Weir.Cli.Commands.Planned;

namespace Weir.Cli.Commands.Syntax;

/// <summary><c>weir release</c>: files of releases, without a node.</summary>
internal static partial class ReleaseSyntax
{
    public static WeirCommand Create(Terminal terminal) =>
        new("release", "Build, sign, inspect, publish and roll back releases.")
        {
            Details = "A release is one signed file of one layer: a model, signals, lists or a policy. "
                + "It passes every gate of the node before it is active, and proves itself before it "
                + "counts. A rollback ships old content under a new, higher number. "
                + "docs/life-of-a-release.md tells the whole way.",
            Examples =
            [
                new(
                    "weir release build --model weir.model --features my.features --probes day.jsonl --out "
                        + "r.weir",
                    "Make a bundle"),
                new("weir release sign r.weir --key model", "Sign it"),
                new("weir release verify r.weir", "Would the node take it?"),
                new("weir release publish r.weir", "Hand it to the running node"),
            ],
            Subcommands =
            {
                Build(terminal),
                Sign(terminal),
                Inspect(terminal),
                Verify(terminal),
                Publish(terminal),
                List(terminal),
                Rollback(terminal),
                Unquarantine(terminal),
                Diff(),
            },
        };

    private static WeirCommand Sign(Terminal terminal)
    {
        var file = File();
        var key = Options.Text("--key", "NAME", "The key, as 'weir keys list' names it");
        key.Required = true;
        var data = Options.Data();
        var command = new WeirCommand("sign", "Add a signature to a bundle.")
        {
            Details = "Writes the file whole or leaves it as it was. A second signature by the same key is "
                + "refused, as a node refuses it. Where a role takes two keys, each signs once, in any "
                + "order.",
            Examples =
            [
                new("weir release sign r.weir --key model", "With .weir/keys/model.key"),
                new("weir release sign r.weir --key model --data /var/lib/weir",
                    "With a key of another folder"),
            ],
        };
        command.Arguments.Add(file);
        command.Options.Add(key);
        command.Options.Add(data);
        command.SetAction(parsed => SignCommand.Run(
            parsed.GetValue(file) ?? "", parsed.GetValue(key) ?? "", Options.Folder(parsed, data), terminal));
        return command;
    }

    private static WeirCommand Inspect(Terminal terminal)
    {
        var file = File();
        var json = Options.Json();
        var command = new WeirCommand("inspect", "Print what a bundle holds, trusting none of it.")
        {
            Details = "Layer, number, times, sections with their hashes, who signed, and what the sections "
                + "hold in figures. A broken file is told as far as it can be read, with what ends it; exit "
                + "code 1 then. Whether a node would take it is what 'weir release verify' says.",
            Examples =
            [
                new("weir release inspect r.weir", "For a person"),
                new("weir release inspect .weir/refused/HASH.weir --json",
                    "One that was refused, for a program"),
            ],
        };
        command.Arguments.Add(file);
        command.Options.Add(json);
        command.SetAction(parsed => InspectCommand.Run(
            parsed.GetValue(file) ?? "", parsed.GetValue(json), terminal));
        return command;
    }

    private static PlannedCommand Diff() => new("diff", "Compare two releases.", Plan.Next)
    {
        Details = "Will say what changes between two releases, and what that does to recorded traffic.",
        Examples = [new("weir release diff 41 42", "What changes")],
        Arguments =
        {
            Plan.Argument("A", "A number or a file"),
            Plan.Argument("B", "A number or a file"),
        },
        Options = { Options.Json() },
    };

    private static Argument<string> File() => new("FILE") { Description = "The bundle" };
}
