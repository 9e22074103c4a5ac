using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Weir.Decisions;

namespace Weir.Events.Supervision;

/// <summary>
/// Starts a keeper as a child process: no input, the least of the processor, a bound on its managed heap.
/// </summary>
/// <param name="command">The program, and every argument.</param>
public sealed class ChildLauncher(ImmutableArray<string> command) : IKeeperLauncher
{
    public Outcome<IKeeperLife, LaunchFault> Launch(Action<string> words)
    {
        if (command.IsDefaultOrEmpty)
        {
            return Outcome<IKeeperLife, LaunchFault>.Fail(
                new LaunchFault("this system does not tell which program runs"));
        }

        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        // Hexadecimal, as the runtime reads it.
        start.Environment["DOTNET_GCHeapHardLimit"] =
            Limits.KeeperHeapBytes.ToString("X", CultureInfo.InvariantCulture);
        try
        {
            if (Process.Start(start) is not { } process)
            {
                return Outcome<IKeeperLife, LaunchFault>.Fail(new LaunchFault($"{command[0]} did not start"));
            }

            LowPriority.Apply(process);

            // Nothing will ever be said to it.
            process.StandardInput.Close();
            return Outcome<IKeeperLife, LaunchFault>.Ok(new ChildLife(process, words));
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            return Outcome<IKeeperLife, LaunchFault>.Fail(new LaunchFault($"{command[0]}: {e.Message}"));
        }
    }
}
