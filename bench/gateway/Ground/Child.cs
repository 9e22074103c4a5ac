using System.Collections;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Weir.Bench.Gateway.Ground;

/// <summary>
/// A program that runs beside the bench, with its words in a log file. Disposing ends it and everything
/// that it started: asked first, asked twice, then killed.
/// </summary>
internal sealed class Child : IAsyncDisposable
{
    private const int Terminate = 15;
    private readonly Process _process;
    private readonly string _log;

    private Child(Process process, string log)
    {
        _process = process;
        _log = log;
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static Child Start(CommandLine command, string log)
    {
        // The shell only points the streams at files and then becomes the program, keeping the process id.
        var start = new ProcessStartInfo("/bin/sh",
            ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", log,
                command.Program, .. command.Arguments]);
        ForgetRuntimeSettings(start);
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new BenchException($"{command.Program} did not start");
        return new Child(process, log);
    }

    /// <summary>The end of what the program said, for a message about why it is not there.</summary>
    public string LastWords()
    {
        var lines = File.Exists(_log) ? File.ReadAllLines(_log) : [];
        var last = lines.Where(line => line.Length > 0).TakeLast(4);
        return string.Join(" | ", last);
    }

    public async ValueTask DisposeAsync()
    {
        var tree = ProcessTree.Members(Id);
        for (var ask = 0; ask < 2 && !_process.HasExited; ask++)
        {
            if (Kill(Id, Terminate) != 0)
            {
                break;
            }

            await WaitAsync(TimeSpan.FromSeconds(ask == 0 ? 0.5 : 2.5));
        }

        foreach (var member in tree.Where(member => member.IsAlive))
        {
            const int kill = 9;
            _ = Kill(member.Id, kill);
        }

        await WaitAsync(TimeSpan.FromSeconds(5));
        _process.Dispose();
    }

    private async Task WaitAsync(TimeSpan limit)
    {
        using var bounded = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(bounded.Token);
        }
        catch (OperationCanceledException)
        {
            // Still there: the caller asks louder.
        }
    }

    /// <summary>
    /// What the caller's shell sets for a .NET runtime would otherwise tune every peer unseen.
    /// </summary>
    private static void ForgetRuntimeSettings(ProcessStartInfo start)
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            var ours = name.StartsWith("DOTNET_", StringComparison.Ordinal)
                || name.StartsWith("COMPlus_", StringComparison.Ordinal)
                || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal);
            if (ours && !name.StartsWith("DOTNET_ROOT", StringComparison.Ordinal))
            {
                start.Environment.Remove(name);
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
