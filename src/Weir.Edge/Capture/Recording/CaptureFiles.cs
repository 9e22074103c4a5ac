using Weir.Decisions;

namespace Weir.Edge.Capture.Recording;

/// <summary>
/// The files of one capture, one after the other, in a folder that may hold those of earlier runs.
/// Whatever a disk has against a line is an answer here, not an exception.
/// </summary>
internal sealed class CaptureFiles : IAsyncDisposable
{
    private const string Extension = ".jsonl";

    private readonly string _prefix;
    private readonly long _fileBytes;
    private readonly long _bytes;
    private FileStream _file;
    private long _inFile;
    private long _inAll;

    private CaptureFiles(string prefix, FileStream first, long fileBytes, long bytes)
    {
        _prefix = prefix;
        _file = first;
        _fileBytes = fileBytes;
        _bytes = bytes;
    }

    /// <summary>The number of the open file, from 1.</summary>
    public int Number { get; private set; } = 1;

    /// <summary>What was last refused, or null.</summary>
    public string? Refusal { get; private set; }

    /// <param name="folder">Made where it does not exist, for its owner only.</param>
    /// <param name="started">Names the files, so that runs do not overwrite each other.</param>
    /// <param name="fileBytes">Bytes of one file.</param>
    /// <param name="bytes">Bytes of all files together.</param>
    [Boundary("a folder that cannot be used says so in exceptions")]
    public static Outcome<CaptureFiles, CaptureRefusal> Open(
        string folder, DateTimeOffset started, long fileBytes, long bytes)
    {
        try
        {
            var root = Path.GetFullPath(folder);
            if (File.Exists(root))
            {
                return Outcome<CaptureFiles, CaptureRefusal>.Fail(
                    new CaptureRefusal("it is a file, and a folder is needed"));
            }

            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(root);
            }
            else
            {
                Directory.CreateDirectory(
                    root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var prefix = Path.Combine(root, $"capture-{started.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}-");
            var files = new CaptureFiles(prefix, Create(prefix, 1), fileBytes, bytes);
            return Outcome<CaptureFiles, CaptureRefusal>.Ok(files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            return Outcome<CaptureFiles, CaptureRefusal>.Fail(new CaptureRefusal(e.Message));
        }
    }

    /// <summary>
    /// Makes room for so many bytes, in another file where this one is full. False where there is none left.
    /// </summary>
    [Boundary("a full or broken disk says so in exceptions")]
    public async ValueTask<bool> ReserveAsync(int bytes)
    {
        if (_inAll + bytes > _bytes)
        {
            Refusal = $"the {_bytes} bytes that one run may capture are used up";
            return false;
        }

        if (_inFile + bytes <= _fileBytes || _inFile == 0)
        {
            return true;
        }

        try
        {
            var next = Create(_prefix, Number + 1);
            await _file.DisposeAsync().ConfigureAwait(false);
            _file = next;
            Number++;
            _inFile = 0;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Refusal = e.Message;
            return false;
        }
    }

    /// <summary>False where the disk refused; a part of the bytes may be there then.</summary>
    [Boundary("a full or broken disk says so in exceptions")]
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> lines)
    {
        try
        {
            await _file.WriteAsync(lines).ConfigureAwait(false);
            _inFile += lines.Length;
            _inAll += lines.Length;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Refusal = e.Message;
            return false;
        }
    }

    [Boundary("closing writes what is left, and the disk may refuse that too")]
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _file.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException e)
        {
            Refusal = e.Message;
        }
    }

    private static FileStream Create(string prefix, int number)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            // The writer gathers lines itself.
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream($"{prefix}{number:000}{Extension}", options);
    }
}

/// <param name="Message">Why no capture can be made, for a person.</param>
public readonly record struct CaptureRefusal(string Message);
