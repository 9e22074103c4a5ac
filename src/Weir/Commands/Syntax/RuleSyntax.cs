using System.CommandLine;
using Weir.Decisions.Signals.Catalogue;

namespace Weir.Cli.Commands.Syntax;

internal static class RuleSyntax
{
    public static WeirCommand Create(Terminal terminal) => new("rule", "Try rules before a site uses them.")
    {
        Details = "Checks and evaluates expressions of the rule language, which docs/language.md describes.",
        Examples =
        [
            new("weir rule test 'bot.score lt 30' --request request.json", "On one request"),
        ],
        Subcommands = { Test(terminal) },
    };

    private static WeirCommand Test(Terminal terminal)
    {
        var expression = new Argument<string?>("EXPRESSION")
        {
            Description = "What to evaluate",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var request = Options.Text(
            "--request", "FILE", "The request, as JSON [default: one without any field]");
        var file = Options.Text("--file", "FILE", "Expressions, one a line");
        var json = Options.Json();
        var command = new WeirCommand("test", "Type-check an expression and evaluate it on a request.")
        {
            Details =
                "Prints true, false or missing. Exit code 1, with line and column, where the expression does "
                + "not compile. A request is JSON such as {\"http.host\": \"x\", \"bot.score\": 12}: "
                + "what it does not name is absent, and missing where the gateway would have computed it.",
            Examples =
            [
                new("weir rule test 'bot.score lt 30' --request request.json", "On one request"),
                new("weir rule test 'not (bot.score gt 30)'",
                    "missing: nobody is blocked when scoring is gone"),
                new("weir rule test --file rules.txt", "Many expressions, one a line"),
            ],
        };
        command.Arguments.Add(expression);
        command.Options.Add(request);
        command.Options.Add(file);
        command.Options.Add(json);
        command.Validators.Add(result =>
        {
            if (result.GetValue(expression) is null == result.GetValue(file) is null)
            {
                result.AddError("give an EXPRESSION, or --file with many, and not both");
            }
        });
        command.SetAction(parsed => new RuleTestCommand(RequestFields.All.Catalogue, terminal).Run(
            parsed.GetValue(expression),
            parsed.GetValue(file),
            parsed.GetValue(request),
            parsed.GetValue(json)));
        return command;
    }
}
