namespace Weir.Events.Schema;

/// <summary>Events as the queue wrote them one after the other; of one feature set.</summary>
/// <param name="Sequence">Rises by one; what the keeper acknowledges.</param>
/// <param name="Columns">What their features are.</param>
/// <param name="Count">Of events.</param>
/// <param name="Bytes">Read with <see cref="EventReader"/>.</param>
public sealed record EventBatch(long Sequence, FeatureColumns Columns, int Count, ReadOnlyMemory<byte> Bytes);
