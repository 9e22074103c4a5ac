using System.Net;

namespace Weir.Cli.Commands.Syntax;

internal static class OriginSyntax
{
    private static readonly IPEndPoint Usual = new(IPAddress.Loopback, 9000);

    public static WeirCommand Create(Terminal terminal)
    {
        var listen = Options.Address("--listen", Usual, "Where to answer");
        var h2c = Options.Flag("--h2c", "Speak cleartext HTTP/2 with prior knowledge instead of HTTP/1.1");
        var json = Options.Json();
        var command = new WeirCommand("origin", "Serve the sample site alone, without a gateway.")
        {
            Details = "A small shop with a journal, search, a form, a login and an API, and what tests of a "
                + "gateway need: /echo, /events, /ws, /upload, /slow, /status, /bytes. The page /developers "
                + "lists them. SIGTERM or SIGINT stops it.",
            Examples =
            [
                new("weir origin", "The sample site on http://127.0.0.1:9000"),
                new("weir origin --listen 127.0.0.1:0", "On a port that the system chooses, and prints"),
                new("curl -s http://127.0.0.1:9000/echo", "What arrived, in order and casing"),
            ],
        };
        command.Options.Add(listen);
        command.Options.Add(h2c);
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) => OriginCommand.RunAsync(
            parsed.GetValue(listen) ?? Usual,
            parsed.GetValue(h2c),
            parsed.GetValue(json),
            terminal,
            cancellation));
        return command;
    }
}
