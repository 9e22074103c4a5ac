using Weir.Decisions;
using Weir.Releases.History;

namespace Weir.Cli.Node;

/// <summary>Why a node does not start: one sentence that names the culprit and the next step.</summary>
public readonly record struct StartError(string Message);

/// <summary>
/// The folder where a node keeps its state, held by a lock so that two nodes never share one. Where it
/// cannot be written the node still serves: from a private temporary folder, on the releases that can be read
/// there, and says so.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream? _lock;

    private DataFolder(string path, FileStream? held, string? warning)
    {
        Root = path;
        _lock = held;
        Warning = warning;
    }

    public string Root { get; }

    public string Keys => Path.Combine(Root, "keys");

    /// <summary>Why this is not the folder that was asked for, or null.</summary>
    public string? Warning { get; }

    /// <summary>
    /// The folder that was asked for, where it cannot be written, and the releases in it can be read; else
    /// null. Nothing is ever written there.
    /// </summary>
    public string? ReadOnly { get; private init; }

    /// <summary>
    /// Opens and locks the folder, making what is missing; an error only where another node holds it.
    /// </summary>
    public static Outcome<DataFolder, StartError> Open(string path)
    {
        var root = Path.GetFullPath(path);
        if (File.Exists(root))
        {
            return Fallback(root, "it is a file, and a folder is needed");
        }

        try
        {
            MakePrivate(root);
            MakePrivate(Path.Combine(root, "keys"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fallback(root, e.Message);
        }

        FileStream? held = null;
        try
        {
            held = new FileStream(
                Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            held.SetLength(0);
            held.Write(System.Text.Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
            held.Flush();
            return Outcome<DataFolder, StartError>.Ok(new DataFolder(root, held, null));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What a full disk would not take is tried again when it is closed.
            Abandon(held);
            return e is IOException locked && IsLocked(locked)
                ? Outcome<DataFolder, StartError>.Fail(new StartError(
                    $"another node uses {root}: stop it, or give this one a folder of its own with --data"))
                : Fallback(root, e.Message);
        }
    }

    public void Dispose()
    {
        _lock?.Dispose();
        if (Warning is not null && Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }
    }

    private static Outcome<DataFolder, StartError> Fallback(string wanted, string why)
    {
        try
        {
            var temporary = Directory.CreateTempSubdirectory("weir-").FullName;
            MakePrivate(Path.Combine(temporary, "keys"));
            var readable = new ReleaseStore(new KeptFiles(new DurableFiles()), wanted)
                .LoadTrust(out _, out _) == FileStatus.Done;
            var warning = readable
                ? $"the data folder {wanted} cannot be written ({why}): "
                    + "serving on the releases that it holds, nothing will be kept"
                : $"the data folder {wanted} cannot be used ({why}): "
                    + "serving without it, nothing will be kept";
            return Outcome<DataFolder, StartError>.Ok(
                new DataFolder(temporary, null, warning) { ReadOnly = readable ? wanted : null });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Outcome<DataFolder, StartError>.Fail(new StartError(
                $"neither the data folder {wanted} ({why}) nor a temporary one can be used: {e.Message}"));
        }
    }

    private static void Abandon(FileStream? held)
    {
        try
        {
            held?.Dispose();
        }
        catch (IOException)
        {
            // The lock is released all the same.
        }
    }

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly);
        File.SetUnixFileMode(path, OwnerOnly);
    }

    // EWOULDBLOCK of flock, by its number on Linux and on the BSDs, and Windows' sharing violation.
    private static bool IsLocked(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 or 32;
}
