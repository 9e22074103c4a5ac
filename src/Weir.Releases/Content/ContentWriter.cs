using System.Collections.Immutable;
using Weir.Decisions.Features;
using Weir.Decisions.Signals.Traffic;
using Weir.Releases.Format;

namespace Weir.Releases.Content;

/// <summary>Writes the sections of a release, as <see cref="Validator"/> reads them.</summary>
public static class ContentWriter
{
    /// <param name="definitions">In the order of the model's inputs.</param>
    /// <param name="model">As <c>ModelSection</c> writes it.</param>
    /// <param name="probes">Requests and their scores.</param>
    public static BundleBuilder Model(
        ImmutableArray<FeatureDefinition> definitions, ReadOnlySpan<byte> model, ProbeSet probes) =>
        new BundleBuilder().Add("features", []).Add("trees", model).Add("probes", probes.Capture.Span);

    /// <param name="features">Exactly as the columns query and the join gave them.</param>
    /// <param name="rows">Best supported first; what is beyond the limit is left out.</param>
    /// <param name="counts">Of each whole minute of the hour.</param>
    /// <param name="measured">When the hour ended.</param>
    public static BundleBuilder Signals(
        ImmutableArray<FeatureColumn> features, IEnumerable<TrafficRow> rows,
        ImmutableArray<MinuteRows> counts, DateTimeOffset measured) =>
        new BundleBuilder().Add("features", []).Add("traffic", []).Add("counts", []);
}
