using Weir.Decisions;

namespace Weir.Edge.Configuration;

/// <summary>
/// Hints that something happened in the folders of the watched files. A hint may be wrong or missing:
/// contents decide, and polling finds what no hint told of.
/// </summary>
internal sealed class FolderWatch(Action hint) : IDisposable
{
    private readonly Dictionary<string, FileSystemWatcher> _watchers = new(StringComparer.Ordinal);

    /// <summary>Watches the folders of these files and no others. Not for several threads at once.</summary>
    public void Watch(IEnumerable<string> files)
    {
        var folders = files
            .Select(static f => Path.GetDirectoryName(f))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _watchers.Keys.Where(folder => !folders.Contains(folder)).ToArray())
        {
            if (_watchers.Remove(gone, out var watcher))
            {
                watcher.Dispose();
            }
        }

        foreach (var folder in folders.Where(folder => !_watchers.ContainsKey(folder)))
        {
            if (Start(folder) is { } watcher)
            {
                _watchers[folder] = watcher;
            }
        }
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers.Values)
        {
            watcher.Dispose();
        }

        _watchers.Clear();
    }

    /// <summary>
    /// Null where the system has no more watches to give, or no such folder: polling does it then.
    /// </summary>
    [Boundary("The system reports a folder that it cannot watch by throwing")]
    private FileSystemWatcher? Start(string folder)
    {
        try
        {
            // Everything in the folder: Kubernetes swaps a link beside the file, not the file.
            var watcher = new FileSystemWatcher(folder)
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite
                    | NotifyFilters.Size | NotifyFilters.CreationTime,
            };
            watcher.Changed += (_, _) => hint();
            watcher.Created += (_, _) => hint();
            watcher.Deleted += (_, _) => hint();
            watcher.Renamed += (_, _) => hint();
            watcher.Error += (_, _) => hint();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException
            or PlatformNotSupportedException)
        {
            return null;
        }
    }
}
