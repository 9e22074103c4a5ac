namespace Weir.Releases.History;

/// <summary>Replaces a file whole or not at all.</summary>
internal static class WholeFiles
{
    /// <summary>
    /// What an interrupted write leaves behind begins so, and is swept away at the next start.
    /// </summary>
    private const string TemporaryPrefix = ".new-";

    /// <summary>
    /// Temporary name, flush, rename, flush of the folder. Where the last step alone fails the new content is
    /// there and may be lost with the power: that is a failure too, and the caller must not count on it.
    /// </summary>
    public static FileStatus Replace(
        IDurableFiles files, string folder, string name, ReadOnlySpan<byte> content)
    {
        var temporary = Path.Combine(folder, TemporaryPrefix + name);
        var status = files.Delete(temporary);
        status = status == FileStatus.Done ? files.WriteNew(temporary, content) : status;
        status = status == FileStatus.Done ? files.Rename(temporary, Path.Combine(folder, name)) : status;
        status = status == FileStatus.Done ? files.FlushFolder(folder) : status;
        if (status != FileStatus.Done && files.Delete(temporary) != FileStatus.Done)
        {
            // The next sweep has another chance; the first failure is the one worth telling.
            return status;
        }

        return status;
    }

    /// <summary>Removes what interrupted writes left behind.</summary>
    /// <param name="files">Where.</param>
    /// <param name="folder">One that is there.</param>
    /// <param name="before">
    /// Only what was last written before this moment, where others may be writing right now; null for all.
    /// </param>
    /// <returns>Of the last that could not be removed; Done where all were.</returns>
    public static FileStatus Sweep(IDurableFiles files, string folder, DateTimeOffset? before = null)
    {
        var status = files.List(folder, out var found);
        foreach (var file in found.Where(f => f.Name.StartsWith(TemporaryPrefix, StringComparison.Ordinal)
            && (before is not { } limit || f.Written < limit)))
        {
            var removed = files.Delete(Path.Combine(folder, file.Name));
            status = removed == FileStatus.Done ? status : removed;
        }

        return status;
    }
}
