namespace Weir.Decisions.Signals.Hpack;

/// <summary>
/// RFC 7541, section 2.3.2: first in, first out, each entry counting 32 bytes more than its text. Entries
/// that do not fit push out older ones, in the end all of them and themselves.
/// </summary>
internal sealed class HpackDynamicTable
{
    private const int Overhead = 32;

    private readonly HpackField[] _ring;
    private readonly int _allowed;
    private int _newest;
    private int _capacity;

    public HpackDynamicTable(int allowed)
    {
        _allowed = Math.Max(0, allowed);
        _capacity = _allowed;
        _ring = new HpackField[_allowed / Overhead + 1];
    }

    public int Count { get; private set; }

    /// <summary>In the RFC's bytes, overhead included.</summary>
    public int Size { get; private set; }

    /// <summary>Zero is the newest; below <see cref="Count"/>.</summary>
    public HpackField At(int age) => _ring[(_newest - age + _ring.Length) % _ring.Length];

    public void Add(HpackField field)
    {
        var size = SizeOf(field);
        Evict(_capacity - size);
        if (size > _capacity)
        {
            return;
        }

        _newest = (_newest + 1) % _ring.Length;
        _ring[_newest] = field;
        Count++;
        Size += size;
    }

    /// <summary>False where more is asked for than was ever allowed.</summary>
    public bool TryResize(int capacity)
    {
        if (capacity > _allowed)
        {
            return false;
        }

        _capacity = capacity;
        Evict(capacity);
        return true;
    }

    private void Evict(int target)
    {
        while (Count > 0 && Size > target)
        {
            Size -= SizeOf(At(Count - 1));
            Count--;
        }
    }

    private static int SizeOf(HpackField field) => field.Name.Length + field.ValueLength + Overhead;
}
