using Weir.Cli.Commands.Syntax;

namespace Weir.Cli.Commands.Planned;

/// <summary><c>weir rule</c>: trying expressions.</summary>
internal static class RuleCommand
{
    public static PlannedCommand Create() =>
        new PlannedCommand("rule", "Try rules before a site uses them.", Plan.Model)
        {
            Details = "Will check and evaluate expressions of the rule language.",
            Examples =
            [
                new("weir rule test 'bot.score lt 30' --request request.json", "On one request"),
            ],
            Subcommands =
            {
                new PlannedCommand(
                    "test",
                    "Type-check an expression and evaluate it on a request.",
                    Plan.Model)
                {
                    Details = "Will print true, false or missing, and exit 1 with line and column where the "
                        + "expression does not compile. A request is JSON such as {\"http.host\": \"x\", "
                        + "\"bot.score\": 12}.",
                    Examples =
                    [
                        new("weir rule test 'bot.score lt 30' --request request.json", "On one request"),
                        new("weir rule test --file rules.txt", "Many expressions, one a line"),
                    ],
                    Arguments =
                    {
                        Plan.Argument("EXPRESSION", "What to evaluate"),
                    },
                    Options =
                    {
                        Options.Text("--request", "FILE", "The request, as JSON"),
                        Options.Text("--file", "FILE", "Expressions, one a line"),
                        Options.Json(),
                    },
                },
            },
        };
}
