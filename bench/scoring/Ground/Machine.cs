using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Weir.Bench.Scoring.Ground;

/// <summary>What figures depend on besides the code.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{Cpu()}, {Environment.ProcessorCount} cores; AVX2 {Has(Avx2.IsSupported)}, AVX-512 VBMI "
        + $"{Has(Avx512Vbmi.IsSupported)}; .NET {Environment.Version}; {RuntimeInformation.OSDescription}; "
        + $"load before the run {Load()}";

    public static string Repository()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Weir.slnx")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("the bench runs from a checkout: no Weir.slnx above its program");
    }

    private static string Has(bool supported) => supported ? "yes" : "no";

    private static string Cpu() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo")
            .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf(':') + 1)..].Trim())
            .FirstOrDefault() ?? $"{RuntimeInformation.ProcessArchitecture}"
        : $"{RuntimeInformation.ProcessArchitecture}";

    private static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
