namespace Weir.Decisions.Tests;

/// <summary>Behaviour as rows in <c>data/</c>: a new case is a line, not code.</summary>
internal static class DataRows
{
    public static IEnumerable<string> Of(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", file))
            .Where(line => line.Length > 0 && line[0] != '#');
}
