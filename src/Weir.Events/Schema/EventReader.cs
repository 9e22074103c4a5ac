namespace Weir.Events.Schema;

/// <summary>Reads the events of a batch one by one. Bytes that are no event end it with a value.</summary>
public ref struct EventReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Room for the features of one event, so that reading makes no garbage.</summary>
    public bool Malformed { get; private set; }

    public bool TryNext(out RequestEvent next)
    {
        next = default;
        Malformed = _bytes.Length > 0;
        return false;
    }
}
