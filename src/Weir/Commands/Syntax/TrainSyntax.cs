using Weir.Keeper.Training.Learning;

namespace Weir.Cli.Commands.Syntax;

internal static class TrainSyntax
{
    public static WeirCommand Create(Terminal terminal)
    {
        var from = Options.Text("--from", "FOLDER", "Captures with their labels, sessions.jsonl");
        var to = Options.Text("--out", "FILE", "Where the model is written");
        var report = Options.Text("--report", "FOLDER", "Where model card and a page with plots go");
        var json = Options.Json();
        from.Required = true;
        to.Required = true;
        var command = new WeirCommand("train", "Train a model and print its report.")
        {
            Details = "Reads captures (weir up --capture with a sessions.jsonl of yours, which "
                + "docs/captures.md describes, or lab/captures of the repository), trains, judges every "
                + "family of programs by a model that never saw it, and writes the model. Activates nothing. "
                + "The same captures give the same model, bit for bit on the same type of processor.",
            Examples =
            [
                new("weir train --from lab/captures --out weir.model", "The model of the program"),
                new("weir train --from lab/captures --out weir.model --report docs", "With its report"),
            ],
        };
        command.Options.Add(from);
        command.Options.Add(to);
        command.Options.Add(report);
        command.Options.Add(json);
        command.SetAction(parsed => TrainCommand.Run(
            parsed.GetValue(from) ?? "", parsed.GetValue(to) ?? "", parsed.GetValue(report), new Settings(),
            parsed.GetValue(json), terminal));
        return command;
    }
}
