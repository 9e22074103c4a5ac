using Weir.Decisions;
using Weir.Releases.History;

namespace Weir.Cli.Commands;

/// <summary>Why a file could not be read or written, for a person.</summary>
internal readonly record struct FileFault(string Message);

/// <summary>Files of commands: read with a bound, written whole or not at all.</summary>
internal static class WholeFile
{
    private const string TemporaryPrefix = ".new-";

    /// <param name="path">Of a file.</param>
    /// <param name="most">Bytes; what is longer is not read.</param>
    public static Outcome<byte[], FileFault> Read(string path, long most)
    {
        if (Directory.Exists(path))
        {
            return Fail($"'{path}' is a folder");
        }

        return new DurableFiles().Read(path, most, out var content) switch
        {
            FileStatus.Done => Outcome<byte[], FileFault>.Ok(content),
            FileStatus.NotFound => Fail($"there is no file '{path}'"),
            FileStatus.Denied => Fail($"'{path}' may not be read by this user"),
            FileStatus.TooLarge => Fail($"'{path}' has more than {most} bytes"),
            FileStatus.Unset or FileStatus.Full or FileStatus.Failed => Fail($"'{path}' cannot be read"),
            _ => Fail($"'{path}' cannot be read"),
        };
    }

    /// <summary>
    /// Under a temporary name beside it, flushed, renamed, and the folder flushed: whatever fails and
    /// whenever the process ends, the path holds all of the old content or all of the new.
    /// </summary>
    /// <returns>Why not, or null.</returns>
    public static FileFault? Write(string path, byte[] content)
    {
        var whole = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(whole) ?? "/";
        if (Complaint(path) is { } complaint)
        {
            return complaint;
        }

        var before = File.Exists(whole);
        var temporary = Path.Combine(folder, TemporaryPrefix + Path.GetFileName(whole));
        try
        {
            var mode = OperatingSystem.IsWindows() || !File.Exists(whole)
                ? default(UnixFileMode?)
                : File.GetUnixFileMode(whole);
            File.Delete(temporary);
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            if (mode is { } kept && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, kept);
            }

            File.Move(temporary, whole, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            return new FileFault(
                $"'{path}' cannot be written{(before ? ", and is as it was" : "")}: {Why(e, folder)}");
        }

        return new DurableFiles().FlushFolder(folder) == FileStatus.Done
            ? null
            : new FileFault($"'{path}' is written and may be lost with the power: its folder cannot be "
            + "flushed");
    }

    /// <summary>What keeps a file from being there, known before any work is done for it.</summary>
    /// <param name="path">That is to be written.</param>
    /// <returns>Null where nothing is known that does.</returns>
    public static FileFault? Complaint(string path)
    {
        var whole = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(whole) ?? "/";
        return Directory.Exists(whole) ? new FileFault($"'{path}' cannot be written: it is a folder")
            : File.Exists(folder) ? new FileFault($"'{path}' cannot be written: {folder} is a file")
            : !Directory.Exists(folder) && Access.Complaint(folder) is null
                ? new FileFault($"'{path}' cannot be written: there is no folder {folder}")
            : null;
    }

    // The system would name the temporary file, which nobody has heard of.
    private static string Why(Exception error, string folder) => error is UnauthorizedAccessException
        ? $"this user may not write to {folder}"
        : error.Message;

    // Where not even that is possible, the next write takes its place.
    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one worth telling.
        }
    }

    private static Outcome<byte[], FileFault> Fail(string message) =>
        Outcome<byte[], FileFault>.Fail(new FileFault(message));
}
