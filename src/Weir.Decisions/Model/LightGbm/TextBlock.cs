using System.Text;

namespace Weir.Decisions.Model.LightGbm;

/// <summary>Where in the text the values of some known keys stand. Other keys are not kept.</summary>
internal sealed class TextBlock(params string[] keys)
{
    private readonly byte[][] _keys = [.. keys.Select(Encoding.ASCII.GetBytes)];
    private readonly Entry[] _entries = new Entry[keys.Length];

    /// <summary>The line where the block begins, for what is missing in it.</summary>
    public int Line { get; private set; }

    public void Begin(int line)
    {
        Line = line;
        _entries.AsSpan().Clear();
    }

    /// <summary>False where the key is given a second time.</summary>
    public bool TryAdd(ReadOnlySpan<byte> key, int start, int length, int line)
    {
        for (var i = 0; i < _keys.Length; i++)
        {
            if (key.SequenceEqual(_keys[i]))
            {
                var isFirst = _entries[i].Line == 0;
                _entries[i] = new Entry(start, length, line);
                return isFirst;
            }
        }

        return true;
    }

    /// <summary>The place of a value; line 0 where the key was not given.</summary>
    public Entry Find(string key)
    {
        var at = Array.IndexOf(keys, key);
        return at < 0 ? default : _entries[at];
    }

    internal readonly record struct Entry(int Start, int Length, int Line);
}
