using Weir.Releases.History;

namespace Weir.Releases.Tests.Durability;

/// <summary>What goes wrong at the chosen step.</summary>
public enum DiskFault
{
    Unset = 0,

    /// <summary>Says that the disk is full, and has done nothing.</summary>
    Full,

    /// <summary>Says that it may not, as on a file system for reading, from there on.</summary>
    ReadOnly,

    /// <summary>Half of a file is written and the disk is full.</summary>
    ShortWrite,

    /// <summary>Does it and reports failure.</summary>
    DoneAndDenied,

    /// <summary>The process is gone before the step.</summary>
    KilledBefore,

    /// <summary>The process is gone with half of a file written.</summary>
    KilledMidway,

    /// <summary>The process is gone after the step.</summary>
    KilledAfter,

    /// <summary>The power is gone before the step, and with it what was renamed and not flushed.</summary>
    PowerLost,
}

/// <summary>Ends an operation as a kill would: nothing of it runs on.</summary>
internal sealed class KilledException : Exception;

/// <summary>The file system, with a fault at one step. Steps count from 1.</summary>
internal sealed class FaultyFiles(DiskFault fault, int at) : IDurableFiles
{
    private readonly DurableFiles _files = new();
    private readonly List<(string Folder, Action Undo)> _unflushed = [];
    private int _step;

    public bool WasReached => _step >= at;

    public FileStatus MakeFolder(string folder) => Step(() => _files.MakeFolder(folder));

    public FileStatus WriteNew(string path, ReadOnlySpan<byte> content)
    {
        var bytes = content.ToArray();
        return Step(
            () => _files.WriteNew(path, bytes),
            () => Assert.Equal(FileStatus.Done, _files.WriteNew(path, bytes.AsSpan(0, bytes.Length / 2))));
    }

    public FileStatus Rename(string from, string to) => Step(() =>
    {
        var (old, moved) = (Content(to), Content(from));
        _unflushed.Add((Path.GetDirectoryName(to) ?? "", () =>
        {
            Put(from, moved);
            Put(to, old);
        }));
        return _files.Rename(from, to);
    });

    public FileStatus FlushFolder(string folder) => Step(() =>
    {
        _unflushed.RemoveAll(u => u.Folder == folder);
        return _files.FlushFolder(folder);
    });

    public FileStatus Read(string path, long most, out byte[] content)
    {
        var read = Array.Empty<byte>();
        var status = Step(() => _files.Read(path, most, out read));
        content = read;
        return status;
    }

    public FileStatus Delete(string path) => Step(() => _files.Delete(path));

    public FileStatus List(string folder, out IReadOnlyList<StoredFile> files)
    {
        IReadOnlyList<StoredFile> found = [];
        var status = Step(() => _files.List(folder, out found));
        files = found;
        return status;
    }

    /// <summary>Undoes what no flush has made lasting.</summary>
    public void LosePower()
    {
        foreach (var (_, undo) in Enumerable.Reverse(_unflushed))
        {
            undo();
        }

        _unflushed.Clear();
    }

    private FileStatus Step(Func<FileStatus> step, Action? half = null)
    {
        _step++;
        if (_step != at)
        {
            return _step > at && fault == DiskFault.ReadOnly ? FileStatus.Denied : step();
        }

        switch (fault)
        {
            case DiskFault.Full:
                return FileStatus.Full;
            case DiskFault.ReadOnly:
                return FileStatus.Denied;
            case DiskFault.ShortWrite:
                half?.Invoke();
                return FileStatus.Full;
            case DiskFault.DoneAndDenied:
                return step() == FileStatus.Done ? FileStatus.Denied : FileStatus.Failed;
            case DiskFault.KilledMidway:
                half?.Invoke();
                throw new KilledException();
            case DiskFault.KilledAfter:
                Assert.NotEqual(FileStatus.Unset, step());
                throw new KilledException();
            case DiskFault.PowerLost:
                LosePower();
                throw new KilledException();
            case DiskFault.KilledBefore:
            case DiskFault.Unset:
            default:
                throw new KilledException();
        }
    }

    private static byte[]? Content(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;

    private static void Put(string path, byte[]? content)
    {
        File.Delete(path);
        if (content is not null)
        {
            File.WriteAllBytes(path, content);
        }
    }
}
