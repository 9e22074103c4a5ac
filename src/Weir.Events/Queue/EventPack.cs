using Weir.Decisions;
using Weir.Events.Schema;

namespace Weir.Events.Queue;

/// <summary>
/// Events taken from the queue, ready to be sent: a copy, so that the queue's memory is free at once. Used
/// again and again by whoever sends.
/// </summary>
public sealed class EventPack
{
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Limits.EventBatchBytes);
    private int _used;

    public FeatureColumns Columns { get; private set; } = FeatureColumns.None;

    public int Count { get; private set; }

    /// <summary>Requests that its events stand for.</summary>
    public double Weight { get; private set; }

    /// <summary>Readable with <see cref="EventReader"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _used);

    internal MinuteList Minutes { get; } = new();

    internal int Room => _bytes.Length - _used;

    internal void Begin()
    {
        EventWriter.Head.CopyTo(_bytes);
        _used = EventWriter.Head.Length;
        Count = 0;
        Weight = 0;
        Minutes.Clear();
    }

    internal void Add(EventChunk chunk)
    {
        chunk.Written.CopyTo(_bytes.AsSpan(_used));
        _used += chunk.Written.Length;
        Columns = chunk.Columns;
        Count += chunk.Count;
        Weight += chunk.Weight;
        Minutes.Add(chunk.Minutes);
    }
}
