using System.Text.Json;

namespace Weir.Cli.Commands.Syntax;

internal static class FingerprintSyntax
{
    private const string ErrorMark = "error: ";

    public static WeirCommand Create(Terminal terminal)
    {
        var json = Options.Json();
        var command = new WeirCommand("fingerprint", "Print the JA4 of TLS ClientHello messages.")
        {
            Details = "Reads messages in hex on standard input, one a line, with or without TLS record "
                + "headers. Prints one line for each: the JA4, or 'error: REASON'. Exit code 1 if any was "
                + "an error.",
            Examples =
            [
                new("weir fingerprint < hellos.hex", "One fingerprint a line"),
                new("jq -r .client_hello hellos.jsonl | weir fingerprint", "From recorded connections"),
            ],
        };
        command.Options.Add(json);
        command.SetAction(parsed => parsed.GetValue(json)
            ? RunJson(terminal.Input, terminal.Output)
            : FingerprintCommand.Run(terminal.Input, terminal.Output));
        return command;
    }

    // One object a line, so that a program can read along; each line is fingerprinted on its own.
    private static int RunJson(TextReader input, TextWriter output)
    {
        var code = ExitCode.Done;
        while (input.ReadLine() is { } line)
        {
            using var one = new StringWriter();
            code = Math.Max(code, FingerprintCommand.Run(new StringReader($"{line}\n"), one));
            var answer = one.ToString().TrimEnd();
            var (name, value) = answer.StartsWith(ErrorMark, StringComparison.Ordinal)
                ? ("error", answer[ErrorMark.Length..])
                : ("ja4", answer);
            output.WriteLine($$"""{"{{name}}":"{{JsonEncodedText.Encode(value)}}"}""");
        }

        return code;
    }
}
