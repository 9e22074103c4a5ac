using System.Collections.Immutable;
using Weir.Decisions.Features;

namespace Weir.Events.Schema;

/// <summary>The features that events of a number carry, in the order of their values.</summary>
/// <param name="Id">
/// Rises with each change of the active set, from 1; unique within a run of the node. 0 is <see
/// cref="None"/>.
/// </param>
/// <param name="Features">With their definitions.</param>
public sealed record FeatureColumns(int Id, ImmutableArray<FeatureDefinition> Features)
{
    /// <summary>Of events before any set was active.</summary>
    public static FeatureColumns None { get; } = new(0, []);
}
