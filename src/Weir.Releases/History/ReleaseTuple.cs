using System.Collections.Immutable;

namespace Weir.Releases.History;

/// <summary>
/// One release of each layer that ran together, by hash; a layer without a release is not in it. Being
/// proven is a property of the tuple, never of a release alone.
/// </summary>
public sealed record ReleaseTuple(ImmutableSortedDictionary<Layer, Hash256> Releases)
{
    public static ReleaseTuple Empty { get; } = new(ImmutableSortedDictionary<Layer, Hash256>.Empty);

    public Hash256? this[Layer layer] => Releases.TryGetValue(layer, out var hash) ? hash : null;

    public ReleaseTuple With(Layer layer, Hash256 hash) => new(Releases.SetItem(layer, hash));

    public bool Equals(ReleaseTuple? other) => other is not null && Releases.SequenceEqual(other.Releases);

    public override int GetHashCode() =>
        Releases.Aggregate(0, static (hash, entry) => HashCode.Combine(hash, entry.Key, entry.Value));
}

/// <summary>A tuple that survived on this node.</summary>
/// <param name="Tuple">What ran.</param>
/// <param name="Scoring">
/// The scoring version it ran under. Under another one it is checked anew at boot before it is used.
/// </param>
/// <param name="At">When it was proven, UTC to the second.</param>
public sealed record ProvenTuple(ReleaseTuple Tuple, int Scoring, DateTimeOffset At);
