using Weir.Decisions;
using Weir.Events.Storage;
using Weir.Keeper.FeatureBuild;

namespace Weir.Cli.Commands;

/// <summary>Why recorded events cannot be read, for a person, and what to do instead.</summary>
/// <param name="Message">Why not.</param>
/// <param name="Next">The next step; empty where the reason says it.</param>
internal readonly record struct SourceFault(string Message, string Next);

/// <summary>Recorded events that a person names with <c>--from</c>.</summary>
internal static class OfflineSource
{
    /// <summary>When hourly files are there, for help and for complaints.</summary>
    public const string WhenParquet =
        "A node's keeper writes events/parquet once an hour, for hours that are over.";

    /// <param name="path">Of a DuckDB file or a folder of Parquet.</param>
    /// <param name="command">What asks the node for the same, such as <c>weir features list</c>.</param>
    public static Outcome<OfflineEvents, SourceFault> Open(string path, string command) =>
        OfflineEvents.Open(path).Match(
            static events => Outcome<OfflineEvents, SourceFault>.Ok(events),
            fault => Outcome<OfflineEvents, SourceFault>.Fail(
                Told(path, command, fault.Kind == StoreFaultKind.Held, fault.Detail)));

    /// <param name="path">As typed.</param>
    /// <param name="command">What asks the node for the same.</param>
    /// <param name="held">Whether another process has it open.</param>
    /// <param name="detail">Why it cannot be opened.</param>
    internal static SourceFault Told(string path, string command, bool held, string detail)
    {
        if (Access.Complaint(path) is { } unseen)
        {
            return new SourceFault(unseen, "");
        }

        if (held)
        {
            return new SourceFault(
                $"a running node has '{path}' open, and nobody else can read it meanwhile",
                $"Ask the node: {command}{Folder(path)}. Or read its hourly files, events/parquet.");
        }

        var hourly = Directory.Exists(path)
            || Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) == "parquet";
        return new SourceFault(detail, hourly ? WhenParquet : "");
    }

    /// <summary>A node has its database in <c>events/</c> of its data folder.</summary>
    private static string Folder(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(path));
        return string.IsNullOrEmpty(folder) || folder == UpOptions.DefaultDataFolder
            ? ""
            : $" --data {Shown.Of(folder)}";
    }
}
