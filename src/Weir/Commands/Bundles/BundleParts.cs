using System.Collections.Immutable;
using System.Text;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Decisions.Scoring;
using Weir.Releases.Content;
using Weir.Releases.Format;

namespace Weir.Cli.Commands.Bundles;

/// <summary>The sections of a bundle, from the files that a person names.</summary>
/// <param name="Builder">With every section in it.</param>
/// <param name="Needs">What a reader must be able to hold.</param>
internal sealed record BundleParts(BundleBuilder Builder, ReleaseNeeds Needs)
{
    public static Outcome<BundleParts, FileFault> Model(BuildOptions options)
    {
        if (!WholeFile.Read(options.Model ?? "", Limits.ModelSectionBytes).Try(out var trees, out var fault)
            || !Capture(options.Probes).Try(out var capture, out fault)
            || !Definitions(options.Features).Try(out var definitions, out fault))
        {
            return Outcome<BundleParts, FileFault>.Fail(fault);
        }

        if (!ModelSection.Read(trees).Try(out var model, out var error))
        {
            return Fail($"'{options.Model}' is no model: {error.Text()}");
        }

        if (!ScoringPlan.Create(definitions.AsSpan(), model).Try(out var plan, out var disagreement))
        {
            return Fail($"model and features do not agree: {disagreement.Detail}");
        }

        if (!ProbeSet.Make(capture, plan).Try(out var probes, out var refusal))
        {
            return Fail($"{Source(options.Probes)}: {refusal.Detail}");
        }

        return Outcome<BundleParts, FileFault>.Ok(new BundleParts(
            ContentWriter.Model(definitions, trees, probes),
            new ReleaseNeeds(definitions.Length, model.Trees.TreeCount, 0)));
    }

    /// <summary>
    /// The sites of a configuration, as text; a node of this version checks and does not run them.
    /// </summary>
    public static Outcome<BundleParts, FileFault> Policy(BuildOptions options) =>
        WholeFile.Read(options.Policy ?? "", Limits.PolicyBytes).Match(
            static sites => Outcome<BundleParts, FileFault>.Ok(
                new BundleParts(ContentWriter.Policy(sites), new ReleaseNeeds(0, 0, 0))),
            static fault => Outcome<BundleParts, FileFault>.Fail(fault));

    private static string Source(string? path) =>
        path is null ? "the program's own probes" : $"'{Shown.Of(path)}'";

    private static Outcome<ReadOnlyMemory<byte>, FileFault> Capture(string? path) => path is null
        ? Outcome<ReadOnlyMemory<byte>, FileFault>.Ok(ProbeSet.Embedded)
        : WholeFile.Read(path, Limits.ProbeBytes).Match(
            static read => Outcome<ReadOnlyMemory<byte>, FileFault>.Ok(read),
            static fault => Outcome<ReadOnlyMemory<byte>, FileFault>.Fail(fault));

    private static Outcome<ImmutableArray<FeatureDefinition>, FileFault> Definitions(string? path)
    {
        if (path is null)
        {
            return Read(ShippedFeatures.Read(), "the program's own features");
        }

        return WholeFile.Read(path, Limits.FeatureFileCharacters).Match(
            content => Read(FeatureFile.Read(Encoding.UTF8.GetString(content)), $"'{path}'"),
            static fault => Outcome<ImmutableArray<FeatureDefinition>, FileFault>.Fail(fault));
    }

    private static Outcome<ImmutableArray<FeatureDefinition>, FileFault> Read(
        Outcome<ImmutableArray<FeatureDefinition>, FeatureRefusal> read, string what) =>
        read.Match(
            static definitions => Outcome<ImmutableArray<FeatureDefinition>, FileFault>.Ok(definitions),
            refusal => Outcome<ImmutableArray<FeatureDefinition>, FileFault>.Fail(
                new FileFault($"{what}: {refusal}")));

    private static Outcome<BundleParts, FileFault> Fail(string message) =>
        Outcome<BundleParts, FileFault>.Fail(new FileFault(message));
}
