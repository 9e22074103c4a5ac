using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Weir.Events.Supervision;

/// <summary>
/// The least of the processor and of the disk: a keeper that works hard takes what nobody else wants. Where
/// the system refuses, the keeper runs as it is.
/// </summary>
internal static class LowPriority
{
    // ioprio_set: IOPRIO_WHO_PROCESS, and class idle in the bits from 13 on.
    private const int WhoProcess = 1;
    private const int IdleClass = 3 << 13;

    public static void Apply(Process process)
    {
        try
        {
            // On Unix a nice value of 19, which the threads of the process get when they are made.
            process.PriorityClass = ProcessPriorityClass.Idle;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or NotSupportedException)
        {
            Trace.TraceInformation($"the keeper keeps its priority: {e.Message}");
        }

        if (OperatingSystem.IsLinux() && IoPriorityCall is { } number)
        {
            var answer = syscall(number, WhoProcess, process.Id, IdleClass);
            Trace.WriteLineIf(answer != 0, "the keeper keeps its priority on the disk");
        }
    }

    // The number of ioprio_set by processor, of the kernel's tables.
    private static nint? IoPriorityCall => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 251,
        Architecture.Arm64 => 30,
        Architecture.X86 or Architecture.Arm or Architecture.Wasm or Architecture.S390x
            or Architecture.LoongArch64 or Architecture.Armv6 or Architecture.Ppc64le
            or Architecture.RiscV64 => null,
        _ => null,
    };

    [DllImport("libc", SetLastError = true)]
    private static extern nint syscall(nint number, nint first, nint second, nint third);
}
