using System.Collections.Immutable;
using Weir.Decisions;
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
        new BundleBuilder()
            .Add(SectionNames.Features, ModelText.Features(definitions))
            .Add(SectionNames.Trees, model)
            .Add(SectionNames.Probes, probes.Capture.Span)
            .Add(SectionNames.Expected, ModelText.Expected(probes.Expected));

    /// <param name="features">Exactly as the columns query and the join gave them.</param>
    /// <param name="rows">Best supported first; what is beyond the limit is left out.</param>
    /// <param name="counts">Of each whole minute of the hour, oldest first.</param>
    /// <param name="measured">When the hour ended.</param>
    public static BundleBuilder Signals(
        ImmutableArray<FeatureColumn> features, IEnumerable<TrafficRow> rows,
        ImmutableArray<MinuteRows> counts, DateTimeOffset measured) =>
        new BundleBuilder()
            .Add(SectionNames.Features, SignalsText.Features(features))
            .Add(SectionNames.Traffic, SignalsText.Traffic(rows.Take(Limits.SignalRows), measured))
            .Add(SectionNames.Counts, SignalsText.Counts(counts));

    /// <param name="sites">The sites of a configuration, in UTF-8.</param>
    public static BundleBuilder Policy(ReadOnlySpan<byte> sites) =>
        new BundleBuilder().Add(SectionNames.Sites, sites);
}
