using System.Diagnostics;

namespace Weir.Bench.Gateway.Ground;

internal sealed record Captured(int ExitCode, string Output, string Error);

/// <summary>Runs a short program to its end and keeps what it said; it never outlives the call.</summary>
internal static class Capture
{
    public static async Task<Captured> RunAsync(
        ProcessStartInfo start, TimeSpan limit, CancellationToken stop)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)
            ?? throw new BenchException($"{start.FileName} did not start");
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bounded.CancelAfter(limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(bounded.Token);
            var error = process.StandardError.ReadToEndAsync(bounded.Token);
            await process.WaitForExitAsync(bounded.Token);
            return new Captured(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new BenchException($"{start.FileName} ran over its {limit.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>
    /// The first line that a program prints about itself, on either stream; empty when it says nothing.
    /// </summary>
    public static async Task<string> FirstLineAsync(string program, string argument, CancellationToken stop)
    {
        var said = await RunAsync(new ProcessStartInfo(program, [argument]), TimeSpan.FromSeconds(10), stop);
        return (said.Output + said.Error).Split('\n')[0].Trim();
    }
}
