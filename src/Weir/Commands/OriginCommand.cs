using System.Net;
using System.Text.Json;
using Weir.Cli.SampleSite;

namespace Weir.Cli.Commands;

/// <summary><c>weir origin</c>: the sample site alone, until it is told to stop.</summary>
public static class OriginCommand
{
    public static async Task<int> RunAsync(
        IPEndPoint listen, bool h2c, bool json, Terminal terminal, CancellationToken cancellation)
    {
        using var stop = new StopSignals(cancellation);
        SampleSiteServer server;
        try
        {
            server = await SampleSiteServer.StartAsync(
                listen, new SampleSiteOptions { Http2Cleartext = h2c }, stop.Token);
        }
        catch (IOException fault)
        {
            await terminal.Error.WriteLineAsync($"{terminal.ErrorPaint.Bad("weir origin")}: {fault.Message}");
            return ExitCode.Failed;
        }

        await using (server)
        {
            var url = $"http://{server.Address}";
            var protocol = h2c ? "h2c" : "http1";
            await terminal.Output.WriteLineAsync(json
                ? $$"""{"address":"{{JsonEncodedText.Encode(url)}}","protocol":"{{protocol}}"}"""
                : $"The sample site answers on {url} (try {url}/echo)");
            await terminal.Output.FlushAsync(CancellationToken.None);
            await stop.Token.WhenCancelled();
        }

        return ExitCode.Done;
    }
}
