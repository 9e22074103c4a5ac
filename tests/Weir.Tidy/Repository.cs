using System.Diagnostics;

namespace Weir.Tidy;

/// <summary>The text files that git tracks in the checkout around this test.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> Read = new(ReadAll);

    /// <summary>Skips the test where there is no checkout, as in an unpacked archive.</summary>
    public static IReadOnlyList<SourceFile> Files
    {
        get
        {
            if (Read.Value.Count == 0)
            {
                Assert.Skip("no git checkout here: nothing says which files are the repository's");
            }

            return Read.Value;
        }
    }

    private static List<SourceFile> ReadAll()
    {
        var root = Root();
        return root is null
            ? []
            : [.. Tracked(root)
                .Select(f => Load(root, f.Path, f.Mode))
                .OfType<SourceFile>()];
    }

    private static string? Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Weir.slnx")))
        {
            folder = folder.Parent;
        }

        // In a worktree .git is a file.
        return folder is not null && Path.Exists(Path.Combine(folder.FullName, ".git"))
            ? folder.FullName
            : null;
    }

    private static IEnumerable<(string Mode, string Path)> Tracked(string root)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "--stage", "-z"])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
        });
        var listed = git?.StandardOutput.ReadToEnd() ?? "";
        git?.WaitForExit();
        foreach (var entry in listed.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // "100644 <object> 0<tab>path"
            var tab = entry.IndexOf('\t');
            yield return (entry[..6], entry[(tab + 1)..]);
        }
    }

    /// <summary>Null for what is not text (it holds a zero byte) or is not there at the moment.</summary>
    private static SourceFile? Load(string root, string path, string mode)
    {
        var file = new FileInfo(Path.Combine(root, path));
        if (!file.Exists || file.LinkTarget is not null)
        {
            return null;
        }

        var text = File.ReadAllText(file.FullName);
        return text.Contains('\0') ? null : new SourceFile(path, text, mode == "100755");
    }
}
