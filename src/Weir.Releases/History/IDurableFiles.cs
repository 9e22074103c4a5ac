namespace Weir.Releases.History;

/// <summary>
/// The steps that durable storage is made of, each a separate call so that a test can let each of them fail.
/// Paths are absolute; nothing throws.
/// </summary>
public interface IDurableFiles
{
    /// <summary>Makes the folder, readable by its owner alone, and those above it.</summary>
    FileStatus MakeFolder(string folder);

    /// <summary>
    /// Makes a file that is not there yet, readable by its owner alone, and flushes it to the device.
    /// </summary>
    FileStatus WriteNew(string path, ReadOnlySpan<byte> content);

    /// <summary>Takes the place of whatever has the new name, in one step.</summary>
    FileStatus Rename(string from, string to);

    /// <summary>Until then a rename may be lost with the power.</summary>
    FileStatus FlushFolder(string folder);

    /// <param name="path">The file.</param>
    /// <param name="most">Bytes that the caller is ready to hold.</param>
    /// <param name="content">Empty unless Done.</param>
    FileStatus Read(string path, long most, out byte[] content);

    /// <summary>Done also where there is no such file.</summary>
    FileStatus Delete(string path);

    /// <summary>The files in a folder, oldest first.</summary>
    FileStatus List(string folder, out IReadOnlyList<StoredFile> files);
}

/// <summary>A file as a folder lists it.</summary>
/// <param name="Name">Without the folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Written">When it was last written to.</param>
public readonly record struct StoredFile(string Name, long Bytes, DateTimeOffset Written);
