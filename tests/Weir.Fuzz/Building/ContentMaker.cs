using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Releases.Content;
using Weir.Releases.Format;

namespace Weir.Fuzz.Building;

/// <summary>Good sections of releases, by chance that a seed decides.</summary>
internal static class ContentMaker
{
    public static readonly string[][] Names =
    [
        ["features", "traffic", "counts"], ["features", "trees", "probes", "expected"], ["sites"],
    ];

    private static readonly FeatureDefinition[] Definitions =
    [
        new("headers", FeatureType.F32, "headers.count"), new("cookie", FeatureType.Bool, "headers.cookie"),
        new("os", FeatureType.Category, "agent.os_code"),
    ];

    private static readonly double[] Awkward = [0, 1, 0.1, 1e-7, 1e15, 0.30000001192092896, 123456789.125];

    public static ScoringPlan Plan { get; } = Made();

    public static byte[] Section(string name, int layer, Random chance) => name switch
    {
        "features" when layer == 0 => SignalsText.Features([.. Definitions.Select(d =>
            new FeatureColumn(d.Name, d.Type, chance.Next(3) / 3f))]),
        "features" => ModelText.Features([.. Definitions]),
        "traffic" => SignalsText.Traffic(Rows(chance), BundleWriter.Now.AddMinutes(-chance.Next(120))),
        "counts" => SignalsText.Counts([.. Enumerable.Range(1, chance.Next(30)).Select(i => new MinuteRows(
            (BundleWriter.Now.ToUnixTimeSeconds() / 60) - 60 + i, chance.Next(9_999)))]),
        "trees" => ModelSection.Write(Plan.Model),
        "probes" => ProbeSet.Embedded.ToArray(),
        "expected" => ModelText.Expected([.. Enumerable.Range(0, chance.Next(40)).Select(_ =>
            new ProbeScore(chance.NextInt64(), 1 + chance.Next(99)))]),
        _ => Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"- id: s{chance.Next(9)}\n")),
    };

    public static ReleaseNeeds Needs => new(200, 500, 65_536);

    private static TrafficRow[] Rows(Random chance) =>
    [
        .. Enumerable.Range(0, chance.Next(6)).Select(i => new TrafficRow(
            $"t{i}", Awkward[chance.Next(Awkward.Length)], Awkward[chance.Next(Awkward.Length)],
            Share(chance), Share(chance), Share(chance), Share(chance), Share(chance), i + 1)),
    ];

    private static float Share(Random chance) => chance.Next(4) == 0 ? chance.Next(2) : chance.NextSingle();

    private static ScoringPlan Made()
    {
        var split = new SplitDraft(0, 5.5, SplitRule.Numerical(MissingKind.NaN, true), ~0, ~1, 0.25);
        var draft = new EnsembleDraft(
            [.. Definitions.Select(static d => d.Name)],
            [new TreeDraft([split], [-0.5, 0.5], ImmutableArray<ImmutableArray<uint>>.Empty)]);
        return TreeEnsemble.Create(draft).Try(out var trees, out _)
            && Calibration.Create([new(-1, 1), new(1, 99)]).Try(out var points, out _)
            && ScoringPlan.Create(Definitions, new ScoringModel(trees, points)).Try(out var plan, out _)
                ? plan
                : throw new InvalidOperationException("no plan");
    }
}
