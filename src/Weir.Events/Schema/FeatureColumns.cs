using System.Collections.Immutable;
using Weir.Decisions.Features;

namespace Weir.Events.Schema;

/// <summary>The features that events of a number carry, in the order of their values.</summary>
/// <param name="Id">Rises with each change of the active set; unique within a run of the node.</param>
/// <param name="Features">With their definitions.</param>
public sealed record FeatureColumns(int Id, ImmutableArray<FeatureDefinition> Features);
