namespace Weir.Edge.Tests.Support;

/// <summary>Files of the repository that a test holds to.</summary>
internal static class Repository
{
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Weir.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
