using Weir.Releases.History;

namespace Weir.Releases.Tests.Lifecycle;

/// <summary>A disk that a test fills, empties and exchanges while a node runs on it.</summary>
internal sealed class SwitchedFiles : IDurableFiles
{
    public IDurableFiles Next { get; set; } = new DurableFiles();

    public bool IsFull { get; set; }

    /// <summary>The name of a file that cannot be read for now.</summary>
    public string? Unreadable { get; set; }

    public FileStatus MakeFolder(string folder) => Next.MakeFolder(folder);

    public FileStatus WriteNew(string path, ReadOnlySpan<byte> content) =>
        IsFull ? FileStatus.Full : Next.WriteNew(path, content);

    public FileStatus Rename(string from, string to) => Next.Rename(from, to);

    public FileStatus FlushFolder(string folder) => Next.FlushFolder(folder);

    public FileStatus Read(string path, long most, out byte[] content)
    {
        content = [];
        return Path.GetFileName(path) == Unreadable
            ? FileStatus.Failed
            : Next.Read(path, most, out content);
    }

    public FileStatus Delete(string path) => Next.Delete(path);

    public FileStatus List(string folder, out IReadOnlyList<StoredFile> files) =>
        Next.List(folder, out files);
}
