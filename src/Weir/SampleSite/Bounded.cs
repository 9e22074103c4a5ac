using System.Diagnostics.CodeAnalysis;

namespace Weir.Cli.SampleSite;

/// <summary>A small memory for many threads: beyond its size the oldest entry goes.</summary>
internal sealed class Bounded<TKey, TValue>(int size)
    where TKey : notnull
{
    private readonly OrderedDictionary<TKey, TValue> _entries = [];
    private readonly Lock _lock = new();

    public void Set(TKey key, TValue value)
    {
        lock (_lock)
        {
            _entries[key] = value;
            if (_entries.Count > size)
            {
                _entries.RemoveAt(0);
            }
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(key, out value);
        }
    }

    public void Remove(TKey key)
    {
        lock (_lock)
        {
            _entries.Remove(key);
        }
    }
}
