using Weir.Releases.History;

namespace Weir.Cli.Commands;

/// <summary>
/// A data folder belongs to the user of its node alone (0700). Whoever may not read it is told that, and not
/// that there is nothing in it.
/// </summary>
internal static class Access
{
    /// <summary>What to do; the user is that of the unit file.</summary>
    public const string Next = "run this as the node's own user, such as with 'sudo -u weir'";

    /// <param name="path">Of a file or a folder.</param>
    /// <returns>Why this user cannot look there; null where it can, or where nothing is.</returns>
    public static string? Complaint(string path)
    {
        var whole = Path.GetFullPath(path);
        var files = new DurableFiles();

        // A file of which nothing is wanted: opening it is the question.
        var status = Directory.Exists(whole) ? files.List(whole, out _) : files.Read(whole, 0, out _);
        return status == FileStatus.Denied ? $"{whole} may not be read by this user: {Next}" : null;
    }
}
