using System.CommandLine;

namespace Weir.Cli.Commands.Syntax;

internal static class ExplainSyntax
{
    public static WeirCommand Create(Terminal terminal)
    {
        var id = new Argument<string>("REQUEST_ID") { Description = "As in the Weir-Request-Id header" };
        var data = Options.Text("--data", "DIR", "The running node's data folder [default: .weir]");
        var json = Options.Json();
        var command = new WeirCommand("explain", "Say why a request was decided so.")
        {
            Details = "Asks the running node, through the socket in its data folder, for one of its last "
                + "requests: the score, what each feature did to it in points, the heuristic or the rule "
                + "that decided.",
            Examples =
            [
                new("weir explain 01JBX2M7Q9T0V3W4X5Y6Z7A8B9", "The request with this id"),
                new("weir explain 01JBX2M7Q9T0V3W4X5Y6Z7A8B9 --json", "For a program"),
            ],
        };
        command.Arguments.Add(id);
        command.Options.Add(data);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ExplainCommand.RunAsync(
            parsed.GetValue(id) ?? "", Options.Folder(parsed, data),
            parsed.GetValue(json), terminal, stop));
        return command;
    }
}
