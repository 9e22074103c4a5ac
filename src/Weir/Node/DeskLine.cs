using Weir.Edge.Watching;
using Weir.Releases;
using Weir.Releases.Lifecycle;

namespace Weir.Cli.Node;

/// <summary>What the desk tells, as a line of the log.</summary>
internal static class DeskLine
{
    /// <summary>What it is about, where it is about a layer or has a number, and the detail.</summary>
    public static string Of(DeskEvent told)
    {
        var layer = told.Layer == Layer.Unset ? "" : told.Layer.Name();
        var number = told.Number > 0 ? $"{told.Number}" : "";
        var about = $"{layer} {number}".Trim();
        return about.Length == 0 ? $"{told.Kind}: {told.Detail}" : $"{told.Kind}: {about}: {told.Detail}";
    }

    /// <summary>
    /// What an ordinary start does stands in the banner; a start that has lost something is told.
    /// </summary>
    public static LogSeverity Severity(DeskEvent told) => told.Kind switch
    {
        DeskEventKind.Refused or DeskEventKind.Demoted or DeskEventKind.Quarantined
            or DeskEventKind.StorageFailed => LogSeverity.Warning,
        DeskEventKind.Booted => LogSeverity.Debug,
        DeskEventKind.RootTaken when Begins(told, "first start") => LogSeverity.Debug,

        // Floors and quarantine are lost with it: old numbers can be sent again.
        DeskEventKind.RootTaken when Begins(told, "trust cannot be read") => LogSeverity.Warning,
        DeskEventKind.RootTaken or DeskEventKind.Activated or DeskEventKind.Proven
            or DeskEventKind.Superseded or DeskEventKind.Held or DeskEventKind.Released
            or DeskEventKind.Switched or DeskEventKind.SwitchedBack or DeskEventKind.RolledBack
            or DeskEventKind.Unquarantined or DeskEventKind.Unset => LogSeverity.Information,
        _ => LogSeverity.Information,
    };

    private static bool Begins(DeskEvent told, string words) =>
        told.Detail.StartsWith(words, StringComparison.Ordinal);
}
