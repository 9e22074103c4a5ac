using System.Collections.Immutable;

namespace Weir.Cli.Node;

/// <summary>
/// How this program itself was started, so that it can be started again as another process.
/// </summary>
internal static class OwnProgram
{
    /// <summary>By its own executable, or by <c>dotnet</c>; empty where the system does not tell.</summary>
    public static ImmutableArray<string> Command =>
        Environment.ProcessPath is not { } path ? []
        : Path.GetFileNameWithoutExtension(path) == "dotnet"
            ? [path, Path.Combine(AppContext.BaseDirectory, OwnAssembly)]
        : [path];

    /// <summary>The command of the keeper beside the node of a data folder.</summary>
    public static ImmutableArray<string> KeeperOf(string dataFolder) =>
        Command.IsEmpty ? [] : [.. Command, "keeper", "--data", dataFolder];

    private static string OwnAssembly => $"{typeof(OwnProgram).Assembly.GetName().Name}.dll";
}
