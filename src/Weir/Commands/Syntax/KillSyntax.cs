using System.CommandLine;
using Weir.Cli.Commands.Running;

namespace Weir.Cli.Commands.Syntax;

internal static class KillSyntax
{
    public static WeirCommand Create(Terminal terminal)
    {
        var target = Target();
        var duration = Options.Span("--for", "How long, 1m to 7d, such as 10m");
        var end = Options.Flag("--end", "Switch it on again, now");
        var list = Options.Flag("--list", "List what is switched off, and until when");
        var data = Options.Data();
        var json = Options.Json();
        var command = new WeirCommand("kill", "Switch a part of the running node off for a while.")
        {
            Details = "Works through the node's socket with nothing else alive. Every switch has an end, is "
                + "kept over a restart, and is announced by alarms an hour and five minutes before it ends. "
                + "Coming back is guarded as a release is: if requests fault, the node throws the switch "
                + "again. Without a score, requests go by on_unscored; 'weir check --unscored' says what "
                + "that changes.",
            Examples =
            [
                new("weir kill module:scoring --for 10m", "Everything is unscored for ten minutes"),
                new("weir kill layer:model --for 1h", "The model of the program instead of the released one"),
                new("weir kill rule:shop/login --for 1d", "One rule of one site"),
                new("weir kill layer:model --end", "Switch it on again"),
                new("weir kill --list", "What is switched off"),
            ],
        };
        command.Arguments.Add(target);
        command.Options.Add(duration);
        command.Options.Add(end);
        command.Options.Add(list);
        command.Options.Add(data);
        command.Options.Add(json);
        command.Validators.Add(result =>
        {
            var asked = (result.GetResult(duration) is not null ? 1 : 0) + (result.GetValue(end) ? 1 : 0)
                + (result.GetValue(list) ? 1 : 0);
            var named = result.GetResult(target) is { Tokens.Count: > 0 };
            if (asked != 1 || named == result.GetValue(list))
            {
                result.AddError("say one of TARGET --for TIME, TARGET --end, and --list alone");
            }
        });
        command.SetAction((parsed, stop) =>
        {
            var lists = parsed.GetValue(list);
            var asJson = parsed.GetValue(json);
            var node = new NodeSpeaker(
                "weir kill", parsed.GetValue(data) ?? UpOptions.DefaultDataFolder,
                asJson && !lists, terminal);
            var named = parsed.GetValue(target) ?? "";
            return lists ? KillCommand.Off.TellAsync(node, asJson, stop)
                : parsed.GetValue(end) ? KillCommand.EndAsync(node, named, stop)
                : KillCommand.ThrowAsync(node, named, parsed.GetValue(duration) ?? TimeSpan.Zero, stop);
        });
        return command;
    }

    private static Argument<string?> Target()
    {
        var target = new Argument<string?>("TARGET")
        {
            Description = $"What to switch off: {KillCommand.Targets}",
            Arity = ArgumentArity.ZeroOrOne,
        };
        target.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var text }] && KillCommand.Complaint(text) is { } complaint)
            {
                result.AddError(complaint);
            }
        });
        return target;
    }
}
