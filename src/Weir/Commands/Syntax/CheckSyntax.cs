using System.CommandLine;
using Weir.Decisions;

namespace Weir.Cli.Commands.Syntax;

internal static class CheckSyntax
{
    public static WeirCommand Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "The configuration [default: weir.yaml]",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => "weir.yaml",
        };
        file.Validators.Add(static result =>
        {
            // A misspelt option would otherwise be looked for on disk.
            if (result.Tokens is [{ Value: ['-', _, ..] word }, ..])
            {
                var meant = Spelling.DidYouMean(word, ["--unscored", "--json", "--help"]);
                result.AddError($"there is no option '{word}'{(meant is null ? "" : $"; {meant}")}");
            }
        });
        var unscored = Options.Flag(
            "--unscored", "List every rule whose verdict changes when scoring disappears");
        var json = Options.Json();
        var command = new WeirCommand("check", "Find every problem of a configuration, touching nothing.")
        {
            Details = "Each problem comes with its line, its column and a suggestion. Exit code 0 where "
                + "'weir up' would take the file as it is, 1 where it has a problem.",
            Examples =
            [
                new("weir check", "Check weir.yaml in the current folder"),
                new("weir check new.yaml --json", "The problems of another file, for a program"),
                new("weir check --unscored", "What would change if no request had a score"),
            ],
        };
        command.Arguments.Add(file);
        command.Options.Add(unscored);
        command.Options.Add(json);
        command.SetAction(parsed => CheckCommand.Run(
            parsed.GetValue(file) ?? "weir.yaml",
            parsed.GetValue(unscored),
            parsed.GetValue(json),
            terminal.Output,
            terminal.Error));
        return command;
    }
}
