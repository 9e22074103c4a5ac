using System.CommandLine;
using Weir.Cli.Commands.Running;
using Weir.Decisions;
using Weir.Releases;
using Weir.Releases.Format;

namespace Weir.Cli.Commands.Syntax;

/// <summary><c>weir release</c>: what a running node is asked.</summary>
internal static partial class ReleaseSyntax
{
    private static WeirCommand Publish(Terminal terminal)
    {
        var file = File();
        var data = Options.Data();
        var json = Options.Json();
        var command = new WeirCommand("publish", "Hand a bundle to the running node.")
        {
            Details = "The node holds it against every gate. Done means that it is active and proves "
                + "itself, or that it waits until the candidate before it is through. Refused means that "
                + "nothing changed; the reason is told, and the bundle is set aside in refused/. Fleets "
                + "are expected later.",
            Examples =
            [
                new("weir release publish r.weir", "To the node of .weir"),
                new("weir release publish r.weir --data /var/lib/weir --json", "For a program"),
            ],
        };
        command.Arguments.Add(file);
        command.Options.Add(data);
        command.Options.Add(json);
        command.SetAction(async (parsed, stop) =>
        {
            var path = parsed.GetValue(file) ?? "";
            return WholeFile.Read(path, Limits.ReleaseBytes).Try(out var bundle, out var fault)
                ? await ReleaseCalls.PublishAsync(
                    Speaker("publish", parsed, data, json, terminal, LayerOf(bundle), path), bundle, stop)
                : terminal.Refuse("weir release publish", fault.Message);
        });
        return command;
    }

    private static WeirCommand List(Terminal terminal)
    {
        var data = Options.Data();
        var json = Options.Json();
        var command = new WeirCommand("list", "List the releases of the running node.")
        {
            Details = "What runs, what is proven, what proves itself or waits, what was refused and why, "
                + "what is quarantined, and what happened, newest first.",
            Examples =
            [
                new("weir release list", "For a person"),
                new("weir release list --json", "The answer of /api/releases"),
            ],
        };
        command.Options.Add(data);
        command.Options.Add(json);
        command.SetAction((parsed, stop) =>
            ReleaseListCommand.RunAsync(Speaker("list", parsed, data, json, terminal), stop));
        return command;
    }

    private static WeirCommand Rollback(Terminal terminal)
    {
        var layer = Options.Layer("model, signals, lists or policy");
        var data = Options.Data();
        var json = Options.Json();
        var command = new WeirCommand("rollback", "Go back to what one layer ran before.")
        {
            Details = "Where the node has a key for the layer, old content is shipped under a new, higher "
                + "number; otherwise the node goes back to the last proven tuple. Needs no network.",
            Examples =
            [
                new("weir release rollback model", "The model before this one"),
                new("weir release rollback signals --json", "For a program"),
            ],
        };
        command.Arguments.Add(layer);
        command.Options.Add(data);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ReleaseCalls.RollbackAsync(
            Speaker("rollback", parsed, data, json, terminal, parsed.GetValue(layer)),
            parsed.GetValue(layer), stop));
        return command;
    }

    private static WeirCommand Unquarantine(Terminal terminal)
    {
        var hash = new Argument<Hash256>("HASH")
        {
            Description = "Of the section, 64 digits, as 'weir release list' shows it",
            CustomParser = static result =>
            {
                var text = result.Tokens is [var token, ..] ? token.Value : "";
                if (!Hash256.TryRead(text, out var read))
                {
                    result.AddError($"'{Shown.Of(text)}' is no hash: 64 digits of 0-9 and a-f, "
                        + "as 'weir release list' shows them");
                }

                return read;
            },
        };
        var reason = Options.Text("--reason", "TEXT", "Why it may be tried again; goes into the history");
        reason.Required = true;
        var data = Options.Data();
        var json = Options.Json();
        var command = new WeirCommand("unquarantine", "Let a section that was at fault be tried again.")
        {
            Details = "A demotion quarantines the sections at fault by their hash, and every release "
                + "with one of them is refused until a person says otherwise. Nothing becomes active by "
                + "this: publish the release again.",
            Examples =
            [
                new("weir release unquarantine HASH --reason 'Weir 0.3.1 mends it'",
                    "After its cause is mended"),
            ],
        };
        command.Arguments.Add(hash);
        command.Options.Add(reason);
        command.Options.Add(data);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ReleaseCalls.UnquarantineAsync(
            Speaker("unquarantine", parsed, data, json, terminal), parsed.GetValue(hash),
            parsed.GetValue(reason) ?? "", stop));
        return command;
    }

    // For advice alone: what a file says of itself, believed in nothing.
    private static Layer LayerOf(byte[] bundle) =>
        Bundle.Read(bundle).Match(static read => read.Manifest.Layer, static _ => Layer.Unset);

    private static NodeSpeaker Speaker(
        string name, ParseResult parsed, Option<string?> data, Option<bool> json, Terminal terminal,
        Layer layer = Layer.Unset, string? file = null) =>
        new($"weir release {name}", Options.Folder(parsed, data), parsed.GetValue(json), terminal)
        {
            Layer = layer,
            File = file,
        };
}
