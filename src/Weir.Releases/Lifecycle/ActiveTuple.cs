using System.Collections.Immutable;
using Weir.Decisions.Scoring;
using Weir.Releases.History;

namespace Weir.Releases.Lifecycle;

/// <summary>
/// What runs: one release of each layer, or the embedded content where a layer has none. Immutable; a request
/// reads it once, and the next one sees all of what replaces it or none.
/// </summary>
public sealed record ActiveTuple
{
    /// <summary>Rises with every activation on this node since it started; 0 before there was any.</summary>
    public required long Generation { get; init; }

    /// <summary>By hash; a layer that is not in it runs on what the program brings.</summary>
    public required ReleaseTuple Tuple { get; init; }

    /// <summary>By layer; 0, or nothing, for what the program brings.</summary>
    public required ImmutableSortedDictionary<Layer, long> Numbers { get; init; }

    public required ActiveScoring Scoring { get; init; }

    /// <summary>Rules that are switched off, as <c>site/rule</c>.</summary>
    public ImmutableHashSet<string> RulesOff { get; init; } = ImmutableHashSet<string>.Empty;

    public long Number(Layer layer) => Numbers.TryGetValue(layer, out var number) ? number : 0;
}
