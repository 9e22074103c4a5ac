namespace Weir.Decisions.Tests;

/// <summary>The shared corpora, where they are: <c>$WEIR_CORPORA</c>, or beside the repository.</summary>
internal static class Corpora
{
    public static string FileOrSkip(string relative)
    {
        var root = Environment.GetEnvironmentVariable("WEIR_CORPORA") ?? Beside();
        var path = root is null ? null : Path.Combine(root, relative);
        if (path is null || !File.Exists(path))
        {
            Assert.Skip(
                $"The corpora hold no {relative}: set WEIR_CORPORA, or put them at ../shared/corpora.");
        }

        return path;
    }

    private static string? Beside()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        for (; folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "corpora");
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
