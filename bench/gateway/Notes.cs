namespace Weir.Bench.Gateway;

/// <summary>What was left out and why: shown at once, and kept for the report, each once.</summary>
internal sealed class Notes(TextWriter progress)
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string line)
    {
        if (!_lines.Contains(line))
        {
            _lines.Add(line);
        }

        progress.WriteLine(line);
    }
}
