using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Weir.Bench.Gateway.Ground;

/// <summary>What a figure depends on besides the code; printed with every table.</summary>
internal sealed record Machine(
    string Cpu, int Cores, double MemoryGb, string Kernel, string DotNet, string LoadAverage, string Commit,
    IReadOnlyList<string> Programs)
{
    public static async Task<Machine> DescribeAsync(
        Tools tools, Repository repository, CancellationToken stop)
    {
        var programs = new List<string> { await Capture.FirstLineAsync(tools.Nginx, "-v", stop) };
        if (tools.Haproxy is { } haproxy)
        {
            programs.Add((await Capture.FirstLineAsync(haproxy, "-v", stop)).Split(" - ")[0]);
        }

        if (tools.Caddy is { } caddy)
        {
            programs.Add("caddy " + await Capture.FirstLineAsync(caddy, "version", stop));
        }

        programs.Add((await Capture.FirstLineAsync(tools.Wrk, "-v", stop)).Split(" [")[0]);
        programs.Add(await Capture.FirstLineAsync(tools.H2Load, "--version", stop));
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        return new Machine(CpuModel(), Environment.ProcessorCount, Math.Round(memory, 1),
            "Linux " + File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), Environment.Version.ToString(),
            File.ReadAllText("/proc/loadavg").Split(' ')[0], await CommitAsync(repository, stop), programs);
    }

    private static string CpuModel() =>
        File.ReadLines("/proc/cpuinfo")
            .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf(':') + 1)..].Trim())
            .FirstOrDefault() ?? RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>An archive has no history; then the commit is unknown rather than an error.</summary>
    private static async Task<string> CommitAsync(Repository repository, CancellationToken stop)
    {
        try
        {
            var git = new ProcessStartInfo("git", ["-C", repository.Root, "describe", "--always", "--dirty"]);
            var said = await Capture.RunAsync(git, TimeSpan.FromSeconds(10), stop);
            return said.ExitCode == 0 ? said.Output.Trim() : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
