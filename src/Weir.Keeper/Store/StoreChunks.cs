using Weir.Events.Schema;

namespace Weir.Keeper.Store;

/// <summary>The rows of one batch on their way, whose memory serves every batch.</summary>
internal sealed class StoreChunks : IDisposable
{
    private FeatureColumns _columns = FeatureColumns.None;

    public ColumnChunk Requests { get; } = new(StoreColumns.Requests);

    public ColumnChunk Features { get; private set; } = new(StoreColumns.Features(FeatureColumns.None));

    /// <summary>The name of the set that <see cref="Features"/> is for.</summary>
    public string Set { get; private set; } = StoreNames.Set(FeatureColumns.None);

    /// <summary>Both empty, whatever a batch that failed left in them.</summary>
    public void Begin(FeatureColumns columns)
    {
        Requests.Clear();
        if (_columns == columns)
        {
            Features.Clear();
            return;
        }

        var features = new ColumnChunk(StoreColumns.Features(columns));
        Features.Dispose();
        Features = features;
        Set = StoreNames.Set(columns);
        _columns = columns;
    }

    public void Dispose()
    {
        Requests.Dispose();
        Features.Dispose();
    }
}
