using Weir.Decisions;

namespace Weir.Edge.Stages;

/// <summary>The path as a record keeps it: without the query, and no longer than its limit.</summary>
internal static class RecordedPath
{
    public static string Of(string? path) => path switch
    {
        null => "",
        { Length: > Limits.RecordedPath } => string.Concat(path.AsSpan(0, Limits.RecordedPath), "..."),
        _ => path,
    };
}
