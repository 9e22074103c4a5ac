using System.CommandLine;
using System.CommandLine.Parsing;
using Weir.Decisions;

namespace Weir.Cli.Commands.Syntax;

internal static class UpSyntax
{
    public static WeirCommand Create(
        Terminal terminal, Func<UpOptions, CancellationToken, Task<int>> run)
    {
        var config = Options.Text("--config", "FILE", "The configuration [default: none]");
        var origin = Options.Origin("--origin", "Front this origin for every host, instead of a --config");
        var http = Options.AddressOrNone("--http", "127.0.0.1:8080", "Where to answer HTTP");
        var https = Options.AddressOrNone("--https", "127.0.0.1:8443", "Where to answer HTTPS");
        var admin = Options.AddressOrNone("--admin", "127.0.0.1:9090", "Where to answer operators");
        var data = Options.Text("--data", "DIR", "Where state is kept, one node a folder [default: .weir]");
        var grace = Options.Duration(
            "--grace", Limits.Grace, "How long a stopping node says so on /ready before it stops accepting");
        var capture = Options.Text("--capture", "DIR", "Also write finished requests here [default: none]");
        var keeper = Options.Text("--keeper", "none",
            "Without the second process: no events are kept, no traffic signals built");
        var command = new WeirCommand("up", "Run a node in front of a site.")
        {
            Details = "Without options the built-in sample site is served, to have something to try. "
                + "With --config, an address given here takes the place of the file's; 'none' switches a "
                + "listener off. The first SIGTERM or SIGINT drains and exits 0, the second ends at once.",
            Examples =
            [
                new("weir up", "The sample site on http://127.0.0.1:8080 and https://127.0.0.1:8443"),
                new("weir up --origin http://127.0.0.1:3000", "The same in front of a site of your own"),
                new("weir up --config weir.yaml", "Sites, certificates and limits from a file"),
                new("weir up --http 0.0.0.0:80 --https none", "Cleartext only, for everyone"),
            ],
        };
        Option[] options = [config, origin, http, https, admin, data, grace, capture, keeper];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result => Validate(result, config, origin, http, https, keeper));
        command.SetAction((parsed, cancellation) => run(
            new UpOptions
            {
                ConfigFile = parsed.GetValue(config),
                Origin = parsed.GetValue(origin),
                Http = parsed.GetValue(http),
                Https = parsed.GetValue(https),
                Admin = parsed.GetValue(admin),
                DataFolder = Options.Folder(parsed, data),
                CaptureFolder = parsed.GetValue(capture),
                Keeper = parsed.GetValue(keeper) is null,
                Grace = parsed.GetValue(grace),
                Output = terminal.Output,
                Error = terminal.Error,
            },
            cancellation));
        return command;
    }

    private static void Validate(
        CommandResult result, Option config, Option origin, Option http, Option https, Option keeper)
    {
        if (result.GetResult(config) is not null && result.GetResult(origin) is not null)
        {
            result.AddError("--origin and --config exclude each other: the file names its own origins");
        }

        if (result.GetResult(keeper) is { Tokens: [var said, ..] } && said.Value != "none")
        {
            result.AddError("--keeper takes only 'none': without it the keeper is started");
        }

        // By the words, not the values: a value that does not parse cannot be asked for here.
        if (Options.SaysNone(result.GetResult(http)) && Options.SaysNone(result.GetResult(https)))
        {
            result.AddError("--http none and --https none leave nothing to answer on");
        }
    }
}
