using Weir.Decisions;

namespace Weir.Releases.History;

/// <summary>How a step on disk ended.</summary>
[MustUse]
public enum FileStatus
{
    Unset = 0,
    Done,
    NotFound,

    /// <summary>No room left, or a quota reached.</summary>
    Full,

    /// <summary>Not allowed: permissions, or a file system mounted for reading.</summary>
    Denied,

    /// <summary>Larger than the caller is ready to hold.</summary>
    TooLarge,
    Failed,
}
