using System.Globalization;
using System.Net;

namespace Weir.Cli.Node;

/// <summary>
/// Who listens on an address, as far as this system tells: Linux lists sockets by inode in
/// <c>/proc/net/tcp</c>, and the open files of each process that we may look at.
/// </summary>
internal static class AddressHolder
{
    private const string Listening = "0A";

    /// <returns>Such as <c>nginx (process 4242)</c>, or null where it cannot be known.</returns>
    public static string? Find(IPEndPoint address)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return Inodes(address) is { Count: > 0 } inodes ? Process(inodes) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static HashSet<string> Inodes(IPEndPoint address)
    {
        var found = new HashSet<string>();
        var port = address.Port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (var table in new[] { "/proc/net/tcp", "/proc/net/tcp6" })
        {
            // The port alone: an occupied address may be held by a wildcard.
            foreach (var line in File.Exists(table) ? File.ReadLines(table).Skip(1) : [])
            {
                var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length > 9 && fields[3] == Listening
                    && fields[1].EndsWith($":{port}", StringComparison.Ordinal))
                {
                    found.Add($"socket:[{fields[9]}]");
                }
            }
        }

        return found;
    }

    private static string? Process(HashSet<string> inodes)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            var id = Path.GetFileName(process);
            if (id.All(char.IsAsciiDigit) && Holds(process, inodes))
            {
                return $"{File.ReadAllText(Path.Combine(process, "comm")).Trim()} (process {id})";
            }
        }

        return null;
    }

    private static bool Holds(string process, HashSet<string> inodes)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd"))
                .Any(fd => new FileInfo(fd).LinkTarget is { } target && inodes.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody else's process, or one that ended while we looked.
            return false;
        }
    }
}
