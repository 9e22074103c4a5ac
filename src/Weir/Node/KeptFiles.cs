using Weir.Releases.History;

namespace Weir.Cli.Node;

/// <summary>
/// Files that can be read and not written: every change is denied, also where it would be possible by now,
/// because whoever has them like this holds no lock.
/// </summary>
internal sealed class KeptFiles(IDurableFiles files) : IDurableFiles
{
    /// <summary>Done for one that is there.</summary>
    public FileStatus MakeFolder(string folder) =>
        files.List(folder, out _) == FileStatus.Done ? FileStatus.Done : FileStatus.Denied;

    public FileStatus WriteNew(string path, ReadOnlySpan<byte> content) => FileStatus.Denied;

    public FileStatus Rename(string from, string to) => FileStatus.Denied;

    public FileStatus FlushFolder(string folder) => FileStatus.Denied;

    public FileStatus Read(string path, long most, out byte[] content) =>
        files.Read(path, most, out content);

    public FileStatus Delete(string path) => FileStatus.Denied;

    public FileStatus List(string folder, out IReadOnlyList<StoredFile> found) =>
        files.List(folder, out found);
}
