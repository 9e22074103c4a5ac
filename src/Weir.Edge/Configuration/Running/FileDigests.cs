using System.Security.Cryptography;
using Weir.Decisions;

namespace Weir.Edge.Configuration;

/// <summary>
/// What a set of files held when it was last looked at. It compares contents, not times: a file replaced by
/// rename, through a symbolic link or within one tick of the clock is noticed, and one that was merely
/// touched is not.
/// </summary>
internal sealed class FileDigests
{
    private const string Absent = "absent";

    private Dictionary<string, string> _last = [];

    /// <summary>
    /// Looks again; true where something differs. A file that was not in the set before is no change.
    /// </summary>
    public bool Changed(IEnumerable<string> paths)
    {
        var now = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            now.TryAdd(path, Digest(path));
        }

        var changed = now.Any(file => _last.TryGetValue(file.Key, out var before) && before != file.Value);
        _last = now;
        return changed;
    }

    [Boundary("The file system reports what it cannot do by throwing")]
    private static string Digest(string path)
    {
        try
        {
            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var bytes = new byte[Math.Min(stream.CanSeek ? stream.Length : 0, Limits.ConfigurationBytes)];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return $"{stream.Length}:{Convert.ToHexString(SHA256.HashData(bytes.AsSpan(0, count)))}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            return Absent;
        }
    }
}
