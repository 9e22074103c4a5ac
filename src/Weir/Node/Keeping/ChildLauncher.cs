using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Weir.Decisions;

namespace Weir.Cli.Node.Keeping;

/// <summary>Starts <c>weir keeper</c> as a child process of the same executable.</summary>
/// <param name="command">The program and its first arguments; see <see cref="OwnCommand"/>.</param>
/// <param name="dataFolder">Of the node.</param>
public sealed class ChildLauncher(ImmutableArray<string> command, string dataFolder) : IKeeperLauncher
{
    /// <summary>How this program itself was started: by its own executable, or by <c>dotnet</c>.</summary>
    public static ImmutableArray<string> OwnCommand =>
        Environment.ProcessPath is not { } path ? []
        : Path.GetFileNameWithoutExtension(path) == "dotnet"
            ? [path, Path.Combine(AppContext.BaseDirectory, OwnAssembly)]
        : [path];

    private static string OwnAssembly => $"{typeof(ChildLauncher).Assembly.GetName().Name}.dll";

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
        foreach (var argument in command.Skip(1).Concat(["keeper", "--data", dataFolder]))
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

            // Nothing will ever be said to it.
            process.StandardInput.Close();
            LowPriority.Apply(process);
            return Outcome<IKeeperLife, LaunchFault>.Ok(new ChildLife(process, words));
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            return Outcome<IKeeperLife, LaunchFault>.Fail(new LaunchFault($"{command[0]}: {e.Message}"));
        }
    }
}
