using System.Runtime.InteropServices;
using Weir.Bench.Gateway;
using Weir.Bench.Gateway.Ground;
using Weir.Bench.Gateway.Reporting;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(Options.Usage);
    return 0;
}

using var stop = new CancellationTokenSource();
// Whoever ends the bench early must not inherit its proxies.
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);
try
{
    var options = Options.Parse(args);
    if (Tools.Find(Console.Error) is not { } tools)
    {
        return 1;
    }

    var results = await new Run(options, tools, Console.Error).MeasureAsync(stop.Token);
    new MarkdownReport(results, Console.Out).Write();
    if (options.Json is { } file)
    {
        JsonReport.Write(results, file);
    }

    return 0;
}
catch (Exception) when (stop.IsCancellationRequested)
{
    // A terminal's Ctrl-C ends the children too, so what broke first says nothing.
    Console.Error.WriteLine("bench: stopped");
    return 130;
}
catch (BenchException problem)
{
    Console.Error.WriteLine($"bench: {problem.Message}");
    return 1;
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
