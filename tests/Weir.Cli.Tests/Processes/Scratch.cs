namespace Weir.Cli.Tests.Processes;

/// <summary>A folder of a test's own, gone afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("weir-process-").FullName;

    /// <summary>For <c>--data</c>; made by the node.</summary>
    public string Data => In("data");

    public string In(string path) => Path.Combine(Root, path);

    /// <summary>Writes a file as editors do: under another name first.</summary>
    public string Write(string path, string text)
    {
        File.WriteAllText(In(path + ".new"), text);
        File.Move(In(path + ".new"), In(path), overwrite: true);
        return In(path);
    }

    /// <summary>
    /// A keeper outlives a node that was killed by a moment, and may still make a file meanwhile.
    /// </summary>
    public void Dispose()
    {
        for (var left = 100; ; left--)
        {
            try
            {
                Directory.Delete(Root, recursive: true);
                return;
            }
            catch (IOException) when (left > 0)
            {
                Thread.Sleep(50);
            }
        }
    }
}
