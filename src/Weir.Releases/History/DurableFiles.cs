using System.Runtime.InteropServices;
using Weir.Decisions;

namespace Weir.Releases.History;

/// <summary>The file system itself; its exceptions become values here.</summary>
public sealed partial class DurableFiles : IDurableFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    public FileStatus MakeFolder(string folder) => Guarded(
        folder,
        static path =>
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, OwnerFolder);
            }

            return FileStatus.Done;
        });

    [Boundary("the file system says by exception what it could not do")]
    public FileStatus WriteNew(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerFile;
            }

            using var file = new FileStream(path, options);
            file.Write(content);
            file.Flush(flushToDisk: true);
            return FileStatus.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return StatusOf(e);
        }
    }

    public FileStatus Rename(string from, string to) => Guarded(
        (from, to),
        static paths =>
        {
            File.Move(paths.from, paths.to, overwrite: true);
            return FileStatus.Done;
        });

    public FileStatus FlushFolder(string folder) => OperatingSystem.IsWindows()
        ? FileStatus.Done
        : Guarded(folder, static path => Posix.FlushFolder(path) ? FileStatus.Done : FileStatus.Failed);

    [Boundary("the file system says by exception what it could not do")]
    public FileStatus Read(string path, long most, out byte[] content)
    {
        content = [];
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
            if (file.Length > most)
            {
                return FileStatus.TooLarge;
            }

            var room = new byte[file.Length];
            file.ReadExactly(room);
            content = room;
            return FileStatus.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return StatusOf(e);
        }
    }

    public FileStatus Delete(string path) => Guarded(
        path,
        static file =>
        {
            File.Delete(file);
            return FileStatus.Done;
        });

    [Boundary("the file system says by exception what it could not do")]
    public FileStatus List(string folder, out IReadOnlyList<StoredFile> files)
    {
        files = [];
        try
        {
            files =
            [
                .. new DirectoryInfo(folder).EnumerateFiles()
                    .OrderBy(static f => f.LastWriteTimeUtc)
                    .ThenBy(static f => f.Name, StringComparer.Ordinal)
                    .Select(static f => new StoredFile(f.Name, f.Length, f.LastWriteTimeUtc)),
            ];
            return FileStatus.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return StatusOf(e);
        }
    }

    [Boundary("the file system says by exception what it could not do")]
    private static FileStatus Guarded<T>(T argument, Func<T, FileStatus> step)
    {
        try
        {
            return step(argument);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return StatusOf(e);
        }
    }

    // ENOSPC and EDQUOT by their numbers on Linux, ENOSPC on the BSDs too, and Windows' disk full.
    private static FileStatus StatusOf(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => FileStatus.NotFound,
        UnauthorizedAccessException => FileStatus.Denied,
        IOException { HResult: var code } when (code & 0xFFFF) is 28 or 122 or 112 => FileStatus.Full,

        // EROFS.
        IOException { HResult: var code } when (code & 0xFFFF) == 30 => FileStatus.Denied,
        _ => FileStatus.Failed,
    };

    private static partial class Posix
    {
        private const string Library = "libc";
        private const int ReadOnly = 0;

        public static bool FlushFolder(string path)
        {
            var descriptor = Open(path, ReadOnly);
            if (descriptor < 0)
            {
                return false;
            }

            var flushed = Flush(descriptor) == 0;
            return Close(descriptor) == 0 && flushed;
        }

        [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
        private static partial int Open(string path, int flags);

        [LibraryImport(Library, EntryPoint = "fsync")]
        private static partial int Flush(int descriptor);

        [LibraryImport(Library, EntryPoint = "close")]
        private static partial int Close(int descriptor);
    }
}
