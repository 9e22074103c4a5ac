using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Weir.Drills.Tests.Saboteurs;

/// <summary>The program that was built beside these tests.</summary>
internal static class Built
{
    /// <summary>By the runtime that runs the tests, wherever that is.</summary>
    public static ImmutableArray<string> Program { get; } =
    [
        Path.Combine(
            new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory()).Parent?.Parent?.Parent?.FullName
                ?? "",
            OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"),
        Path.Combine(AppContext.BaseDirectory, "weir.dll"),
    ];
}
