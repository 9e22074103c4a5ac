using System.Diagnostics;
using System.Globalization;
using Weir.Bench.Gateway.Ground;
using Weir.Bench.Gateway.Peers;

namespace Weir.Bench.Gateway.Load;

/// <summary>
/// Drives one proxy with one scenario for some seconds: wrk for HTTP/1.1, h2load for HTTP/2.
/// </summary>
internal sealed class Generator(Tools tools, Workplace place)
{
    private const int SecondsOfGrace = 20;

    public async Task<LoadResult> RunAsync(Scenario scenario, Peer peer, int seconds, CancellationToken stop)
    {
        try
        {
            return scenario.Wire == Wire.Http2Tls
                ? await Http2Async(scenario, peer, seconds, stop)
                : await Http1Async(scenario, peer, seconds, stop);
        }
        catch (BenchException problem)
        {
            // One proxy that breaks costs its round, not everybody's half hour.
            return LoadResult.None(seconds, problem.Message);
        }
    }

    private async Task<LoadResult> Http1Async(
        Scenario scenario, Peer peer, int seconds, CancellationToken stop)
    {
        var start = new ProcessStartInfo(tools.Wrk,
        [
            "-t", "1", "-c", Text(scenario.Connections), "-d", $"{seconds}s", "--timeout", "5s",
            "-s", Path.Combine(AppContext.BaseDirectory, "wrk-report.lua"),
            .. Headers(), scenario.Url(peer.Ports),
        ]);
        var said = await RunAsync(start, seconds, stop);
        return WrkReport.Read(said.Output) ?? throw Unreadable("wrk", said);
    }

    private async Task<LoadResult> Http2Async(
        Scenario scenario, Peer peer, int seconds, CancellationToken stop)
    {
        var log = place.File("h2load.log");
        File.Delete(log);
        var start = new ProcessStartInfo(tools.H2Load,
        [
            "-t", "1", "-c", Text(scenario.Connections), "-m", Text(scenario.Streams), "-D", Text(seconds),
            "-N", "5s", $"--log-file={log}", .. Headers(), scenario.Url(peer.Ports),
        ]);
        var said = await RunAsync(start, seconds, stop);
        return H2LoadReport.Read(said.Output, log, seconds) ?? throw Unreadable("h2load", said);
    }

    private static Task<Captured> RunAsync(ProcessStartInfo start, int seconds, CancellationToken stop) =>
        Capture.RunAsync(start, TimeSpan.FromSeconds(seconds + SecondsOfGrace), stop);

    private static IEnumerable<string> Headers() =>
        Scenario.Headers.SelectMany(header => new[] { "-H", header });

    private static BenchException Unreadable(string program, Captured said) =>
        new($"{program} gave no figures (exit {said.ExitCode}): {(said.Error + said.Output).Trim()}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
