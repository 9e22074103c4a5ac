using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Xunit;

namespace Weir.Cli.Tests.Processes;

/// <summary>
/// The built <c>weir</c>, started as people start it. Disposing kills what still runs, so that a failed
/// test leaves nothing behind.
/// </summary>
internal sealed class WeirProcess : IAsyncDisposable
{
    public const int Hangup = 1;
    public const int Terminate = 15;

    /// <summary>Far longer than anything here takes: it ends what hangs, and decides nothing else.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;

    private WeirProcess(Process process)
    {
        _process = process;
        Output = new ProcessText(process.StandardOutput);
        Error = new ProcessText(process.StandardError);
    }

    public ProcessText Output { get; }

    public ProcessText Error { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The addresses of the banner, by what stands before them.</summary>
    public Uri Http => Address("visitors  http:");

    public Uri Https => Address("visitors  https:");

    public Uri Admin => Address("admin  ");

    public string Socket => Value("socket  ");

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static WeirProcess Start(params string[] arguments) =>
        StartWith(Path.GetTempPath(), arguments);

    /// <param name="temporary">Where it makes temporary files.</param>
    /// <param name="arguments">The command line.</param>
    public static WeirProcess StartWith(string temporary, params string[] arguments)
    {
        // The program looks for the runtime in the usual places only; this one's may be elsewhere.
        var runtime = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory());
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "weir"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment =
            {
                ["DOTNET_ROOT"] = runtime.Parent?.Parent?.Parent?.FullName,
                ["TMPDIR"] = temporary,
            },
        };
        return new WeirProcess(
            Process.Start(start) ?? throw new InvalidOperationException("no process"));
    }

    /// <summary>A node on free ports, with this folder for its state, once it is ready.</summary>
    public static Task<WeirProcess> UpAsync(Scratch folder, params string[] more)
    {
        string[] free =
            ["up", "--http", "127.0.0.1:0", "--https", "127.0.0.1:0", "--admin", "127.0.0.1:0"];
        string[] own = more.Contains("--data") ? [] : ["--data", folder.Data];

        // What a test says itself takes the place of the usual.
        var usual = free.Where((word, i) => !more.Contains(word) && !(i > 0 && more.Contains(free[i - 1])));
        return ReadyAsync([.. usual, .. own, .. more]);
    }

    public static async Task<WeirProcess> ReadyAsync(params string[] arguments)
    {
        var process = Start(arguments);
        try
        {
            await process.Within(process.Output.LineAsync("  curl "));
            return process;
        }
        catch (InvalidOperationException)
        {
            var run = await process.ExitAsync();
            throw new InvalidOperationException($"weir did not get ready ({run.Code}): {run.Error}");
        }
    }

    /// <summary>Runs a command that is expected to end by itself.</summary>
    public static async Task<Run> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        return await process.ExitAsync();
    }

    public void Signal(int signal) => Assert.Equal(0, Kill(Id, signal));

    /// <summary>Without a chance to tidy up.</summary>
    public void KillNow() => _process.Kill();

    public async Task<Run> ExitAsync()
    {
        await Within(_process.WaitForExitAsync(Ct));
        await Within(Task.WhenAll(Output.Ended, Error.Ended));
        return new Run(_process.ExitCode, Output.ToString(), Error.ToString());
    }

    /// <summary>A figure of <c>/proc/PID/status</c>, such as <c>VmRSS</c>, in MiB.</summary>
    public double Memory(string name)
    {
        var line = File.ReadLines($"/proc/{Id}/status")
            .Single(l => l.StartsWith(name + ":", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Waits, but not for ever; what the process said is in the complaint.</summary>
    public async Task Within(Task task)
    {
        try
        {
            await task.WaitAsync(Patience, Ct);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"weir hangs; it said:\n{Output}\n{Error}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private Uri Address(string name)
    {
        var value = Value(name);
        return new Uri(value.StartsWith('/') ? name.Split(' ')[^1] + value : value);
    }

    private string Value(string name)
    {
        var line = $"{Output}".Split('\n')
            .FirstOrDefault(l => l.StartsWith("  " + name, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"no '{name}' in:\n{Output}");
        return line[(name.Length + 2)..].Trim();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
