using Weir.Releases.Format;
using Weir.Releases.History;

namespace Weir.Releases.Tests.Durability;

/// <summary>A data folder of its own for one test, and what may never be found in it.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("weir-releases-").FullName;

    /// <summary>Opens it as the next start would, which must go well whatever was before.</summary>
    public ReleaseStore Reopened()
    {
        var store = new ReleaseStore(new DurableFiles(), Path);
        Assert.Equal(FileStatus.Done, store.Open());
        return store;
    }

    /// <summary>No temporary file, no bundle that is not whole, no refused one without its reason.</summary>
    public void HoldsNoHalfState()
    {
        var names = Directory.GetFiles(Path, "*", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(Path, path))
            .ToArray();
        Assert.DoesNotContain(names, static name => name.Contains(".new-", StringComparison.Ordinal));
        foreach (var name in names.Where(static n => n.EndsWith(".weir", StringComparison.Ordinal)))
        {
            var content = File.ReadAllBytes(System.IO.Path.Combine(Path, name));
            var hash = Bundle.Read(content).Match(static b => b.Hash, _ => Hash256.Of(content));
            Assert.Contains(
                System.IO.Path.GetFileNameWithoutExtension(name),
                new[] { hash.ToString(), Hash256.Of(content).ToString() });
        }

        var refused = names.Where(static n => n.StartsWith("refused", StringComparison.Ordinal)).ToArray();
        Assert.Equal(
            refused.Where(static n => n.EndsWith(".txt", StringComparison.Ordinal))
                .Select(System.IO.Path.GetFileNameWithoutExtension).Order(),
            refused.Where(static n => n.EndsWith(".weir", StringComparison.Ordinal))
                .Select(System.IO.Path.GetFileNameWithoutExtension).Order());
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
