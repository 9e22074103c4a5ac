using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace Weir.Cli.Tests.Processes;

/// <summary>
/// The program as a user who may not read a folder. Modes do not hold the administrator back, so that one
/// becomes somebody else first.
/// </summary>
internal static class OtherUser
{
    private const string Nobody = "--reuid=65534 --regid=65534 --clear-groups";

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
            root && !File.Exists("/usr/bin/setpriv"), "there is no setpriv to become a user with");
        var mode = File.GetUnixFileMode(closed);
        File.SetUnixFileMode(closed, UnixFileMode.None);
        try
        {
            var program = Path.Combine(AppContext.BaseDirectory, "weir");
            return await BashAsync($"{(root ? $"setpriv {Nobody} " : "")}{program} {line}");
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
