namespace Weir.Tidy;

/// <summary>Runs one rule over made-up files.</summary>
internal static class Samples
{
    /// <summary>How many findings a rule of one file has in this text.</summary>
    public static int Count(FileRule rule, string path, string text) =>
        rule(new SourceFile(path, text)).Count();

    /// <summary>How many findings a rule of the whole tree has; each file is its path and its text.</summary>
    public static int Count(TreeRule rule, params (string Path, string Text)[] files) =>
        rule([.. files.Select(f => new SourceFile(f.Path, f.Text))]).Count();

    public static string Lines(int count, string line = "// a line") =>
        string.Concat(Enumerable.Repeat(line + "\n", count));
}
