using Weir.Decisions;
using Weir.Events.Schema;

namespace Weir.Events.Queue;

/// <summary>A piece of the queue's memory with events of one feature set.</summary>
internal sealed class EventChunk
{
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Limits.EventChunkBytes);

    public FeatureColumns Columns { get; private set; } = FeatureColumns.None;

    public int Count { get; private set; }

    /// <summary>Of the requests that its events stand for.</summary>
    public double Weight { get; private set; }

    public MinuteList Minutes { get; } = new();

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Used);

    private int Used { get; set; }

    public void Begin(FeatureColumns columns)
    {
        Columns = columns;
        Count = 0;
        Used = 0;
        Weight = 0;
        Minutes.Clear();
    }

    /// <returns>False where there is no room: bytes, or different minutes.</returns>
    public bool Add(in RequestEvent told, float weight, long minute)
    {
        if (!Minutes.HasRoomFor(minute))
        {
            return false;
        }

        // Features of another set, of a request that was on its way while the set changed, fit no column.
        var fit = told.FeatureSet == Columns.Id && told.Features.Length == Columns.Features.Length;
        var written = EventWriter.Write(_bytes.AsSpan(Used), in told, fit ? told.Features : [], weight);
        if (written == 0)
        {
            return false;
        }

        Used += written;
        Count++;
        Weight += weight;
        Minutes.Add(minute, 1);
        return true;
    }
}
