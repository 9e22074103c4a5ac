using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace Weir.Cli.Tests.Processes;

/// <summary>
/// The program as a user who may not read a folder. Modes do not hold the administrator back, so that one
/// goes without what makes it so; it stays who it is, or it might not reach the program in a closed checkout.
/// </summary>
internal static class OtherUser
{
    private const string Without = "--bounding-set=-dac_override,-dac_read_search";

    /// <summary>Runs a command on a folder that is closed meanwhile.</summary>
    public static async Task<Run> WeirAsync(string line, string closed)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are of Unix");
        if (OperatingSystem.IsWindows())
        {
            return new Run(0, "", "");
        }

        var root = Environment.IsPrivilegedProcess;
        Assert.SkipWhen(
            root && !File.Exists("/usr/bin/setpriv"), "there is no setpriv to be held back by modes with");
        var program = (root ? $"setpriv {Without} " : "") + Path.Combine(AppContext.BaseDirectory, "weir");
        var runs = await BashAsync($"{program} --version");
        Assert.SkipWhen(runs.Code != 0, $"the program cannot be run under modes here: {runs.Error}");
        var mode = File.GetUnixFileMode(closed);
        File.SetUnixFileMode(closed, UnixFileMode.None);
        try
        {
            return await BashAsync($"{program} {line}");
        }
        finally
        {
            File.SetUnixFileMode(closed, mode);
        }
    }

    private static async Task<Run> BashAsync(string script)
    {
        var stop = TestContext.Current.CancellationToken;
        var runtime = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory());
        var start = new ProcessStartInfo("/bin/bash", ["-c", $"exec {script}"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
            Environment = { ["DOTNET_ROOT"] = runtime.Parent?.Parent?.Parent?.FullName },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("no bash");
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return new Run(process.ExitCode, await output, await error);
    }
}
