using System.CommandLine;
using Weir.Drills;
using Weir.Drills.Scratch;

namespace Weir.Cli.Commands.Syntax;

internal static class DrillSyntax
{
    public static WeirCommand Create(Terminal terminal) =>
        new("drill", "Rehearse incidents on a scratch node under load.")
        {
            Details = "Starts a node of its own on free ports with an origin behind it, puts it under a load "
                + "of people, bots and attackers, causes the incident, and counts at the clients and at the "
                + "origin what visitors got. Touches no running node and leaves nothing behind.",
            Examples =
            [
                new("weir drill list", "The incidents there are"),
                new("weir drill run all", "Rehearse every one"),
            ],
            Subcommands = { List(terminal), Run(terminal), Keeper(terminal) },
        };

    private static WeirCommand List(Terminal terminal)
    {
        var json = Options.Json();
        var command = new WeirCommand("list", "List the drills.")
        {
            Examples = [new("weir drill list", "Name and what it rehearses")],
        };
        command.Options.Add(json);
        command.SetAction(parsed => DrillCommand.List(parsed.GetValue(json), terminal.Output));
        return command;
    }

    /// <summary>For drills alone, which start it beside their scratch nodes; not in any help.</summary>
    private static WeirCommand Keeper(Terminal terminal)
    {
        var fault = new Argument<KeeperFault>("FAULT") { Description = "What is wrong with it" };
        var data = Options.Data();
        var command = new WeirCommand("keeper", "A keeper with a fault, for a drill.")
        {
            Hidden = true,
            Details = "What 'weir keeper' runs, with a fault beside it in the same process. The drill "
                + "keeper-dies starts it next to its own node; no other node should have it.",
            Examples = [new("weir drill keeper Memory --data DIR", "One that uses up its memory")],
        };
        command.Arguments.Add(fault);
        command.Options.Add(data);
        command.SetAction((parsed, stop) => KeeperCommand.RunAsync(
            Options.Folder(parsed, data), terminal,
            (parts, ending) => FaultyKeeper.RunAsync(parsed.GetValue(fault), parts, ending), stop));
        return command;
    }

    private static Argument<string> Name()
    {
        var name = new Argument<string>("NAME") { Description = "A drill, or all" };
        name.Validators.Add(static result =>
        {
            string[] known = [.. DrillCatalogue.All.Select(static d => d.Name), DrillCommand.Every];
            if (result.Tokens is [{ Value: var typed }] && !known.Contains(typed))
            {
                result.AddError(Options.Unknown("drill", typed, known));
            }
        });
        return name;
    }

    private static WeirCommand Run(Terminal terminal)
    {
        var name = Name();
        var html = Options.Text("--html", "FILE", "Write a page with the timeline");
        var json = Options.Json();
        var command = new WeirCommand("run", "Run one drill, or all.")
        {
            Details = "Exit code 0 where every check held, 1 where one did not, or where it was stopped. "
                + "JSON is one object for a drill, and an array of them for all.",
            Examples =
            [
                new($"weir drill run {DrillCatalogue.All[0].Name} --json", "One, for a program"),
                new("weir drill run all --html drills.html", "All of them, and a page to read"),
            ],
        };
        command.Arguments.Add(name);
        command.Options.Add(html);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => DrillCommand.RunAsync(
            parsed.GetValue(name) ?? "", parsed.GetValue(json), parsed.GetValue(html), terminal, stop));
        return command;
    }
}
