using Weir.Cli.Commands.Running;

namespace Weir.Cli.Commands.Syntax;

internal static class HoldSyntax
{
    public static WeirCommand Create(Terminal terminal)
    {
        var layer = Options.Layer("model, signals, lists or policy", optional: true);
        var duration = Options.Span("--for", "How long, such as 1h");
        var end = Options.Flag("--release", "Take releases of the layer again, now");
        end.Aliases.Add("--end");
        var list = Options.Flag("--list", "List what is held, until when, by whom and why");
        var data = Options.Data();
        var json = Options.Json();
        var command = new WeirCommand("hold", "Stop taking new releases of one layer for a while.")
        {
            Details = "The node stays on what it runs until the time is over, or until --release. Local: it "
                + "needs no key, no network and no keeper. A node holds a layer by itself after two "
                + "demotions within an hour; --release ends that as well. What comes meanwhile is refused "
                + "as IntakeHeld.",
            Examples =
            [
                new("weir hold model --for 1h", "No new model for an hour"),
                new("weir hold model --release", "Take models again"),
                new("weir hold --list --json", "What is held, for a program"),
            ],
        };
        command.Arguments.Add(layer);
        command.Options.Add(duration);
        command.Options.Add(end);
        command.Options.Add(list);
        command.Options.Add(data);
        command.Options.Add(json);
        command.Validators.Add(result =>
        {
            var asked = (result.GetResult(duration) is not null ? 1 : 0) + (result.GetValue(end) ? 1 : 0)
                + (result.GetValue(list) ? 1 : 0);
            var named = result.GetResult(layer) is { Tokens.Count: > 0 };
            if (asked != 1 || named == result.GetValue(list))
            {
                result.AddError("say one of LAYER --for TIME, LAYER --release, and --list alone");
            }
        });
        command.SetAction((parsed, stop) =>
        {
            var lists = parsed.GetValue(list);
            var asJson = parsed.GetValue(json);
            var node = new NodeSpeaker(
                "weir hold", parsed.GetValue(data) ?? UpOptions.DefaultDataFolder,
                asJson && !lists, terminal);
            return lists ? HoldCommand.Held.TellAsync(node, asJson, stop)
                : parsed.GetValue(end) ? HoldCommand.ReleaseAsync(node, parsed.GetValue(layer), stop)
                : HoldCommand.HoldAsync(
                    node, parsed.GetValue(layer), parsed.GetValue(duration) ?? TimeSpan.Zero, stop);
        });
        return command;
    }
}
