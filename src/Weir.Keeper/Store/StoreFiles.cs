using Weir.Decisions;
using Weir.Events.Storage;

namespace Weir.Keeper.Store;

/// <summary>The store's folder and files; the file system's exceptions end here.</summary>
internal static class StoreFiles
{
    /// <summary>What the engine adds to a file's name for its log.</summary>
    public const string Log = ".wal";

    // The log while a checkpoint runs, and while one that was cut off is put right.
    private static readonly string[] Logs = [Log, Log + ".checkpoint", Log + ".recovery"];
    private const UnixFileMode Owner =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static StoreFault? MakeFolder(string folder) => Guarded(folder, () =>
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Owner);
        }
    });

    /// <summary>With its logs, which belong to it and to no other.</summary>
    public static StoreFault? MoveAside(string file, string to) => Guarded(file, () =>
    {
        File.Move(file, to, overwrite: true);
        foreach (var log in Logs.Where(log => File.Exists(file + log)))
        {
            File.Move(file + log, to + log, overwrite: true);
        }
    });

    /// <summary>Gives a file written under another name its own, once its bytes are on the disk.</summary>
    public static StoreFault? Publish(string temporary, string name) => Guarded(name, () =>
    {
        using (var written = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
        {
            written.Flush(flushToDisk: true);
        }

        File.Move(temporary, name, overwrite: true);
    });

    /// <summary>
    /// Databases that could not be read and were moved aside: they hold whole addresses and their keys, so
    /// they go when those would have gone.
    /// </summary>
    public static void DropAside(string file, DateTimeOffset before)
    {
        foreach (var aside in Files(Path.GetDirectoryName(file) ?? "", $"{Path.GetFileName(file)}.bad-*"))
        {
            if (aside.LastWriteTimeUtc < before.UtcDateTime && Delete(aside.FullName) is not null)
            {
                // It is in use or not ours to delete; the next hour tries again.
                continue;
            }
        }
    }

    public static StoreFault? Delete(string file) => Guarded(file, () => File.Delete(file));

    /// <summary>Where it is empty.</summary>
    public static StoreFault? DeleteFolder(string folder) => Guarded(folder, () =>
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    });

    [Boundary("the file system says by exception what it could not do")]
    public static FileInfo[] Files(string folder, string pattern)
    {
        try
        {
            return Directory.Exists(folder)
                ? new DirectoryInfo(folder).GetFiles(pattern, SearchOption.AllDirectories)
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing can be counted or pruned in a folder that cannot be read; the database says so too.
            return [];
        }
    }

    /// <summary>Bytes of a file; 0 where there is none.</summary>
    [Boundary("the file system says by exception what it could not do")]
    public static long Length(string file)
    {
        try
        {
            return new FileInfo(file) is { Exists: true } found ? found.Length : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Bytes of the files whose names match.</summary>
    public static long Bytes(string folder, string pattern) =>
        Files(folder, pattern).Sum(static f => f.Exists ? f.Length : 0);

    [Boundary("the file system says by exception what it could not do")]
    private static StoreFault? Guarded(string what, Action step)
    {
        try
        {
            step();
            return null;
        }
        catch (Exception e) when (StoreFaults.Known(e))
        {
            return StoreFaults.Of(e, what);
        }
    }
}
