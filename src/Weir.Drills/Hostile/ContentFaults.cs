using System.Collections.Immutable;
using System.Text;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Keeper.FeatureBuild;
using Weir.Releases;
using Weir.Releases.Content;
using Weir.Releases.Format;

namespace Weir.Drills.Hostile;

/// <summary>What is wrong inside, correctly signed by the right key.</summary>
internal sealed class ContentFaults(Forge forge, ScoringPlan plan, HourMeasurement hour, ProbeSet probes)
{
    private readonly ImmutableArray<FeatureDefinition> _definitions =
        [.. plan.Features.Features.Select(static f => f.Definition)];

    private readonly byte[] _trees = ModelSection.Write(plan.Model);

    /// <summary>A release that nothing is wrong with.</summary>
    public BundleBuilder GoodSignals =>
        ContentWriter.Signals(hour.Features, hour.Traffic, hour.Counts, hour.Measured);

    public BundleBuilder GoodModel => ContentWriter.Model(_definitions, _trees, probes);

    public IEnumerable<HostileBundle> All(long signals, long model) =>
        [.. Lists(signals), .. Rows(signals), .. Hours(signals), .. Models(model), .. Others(signals)];

    private IEnumerable<HostileBundle> Lists(long number)
    {
        var list = hour.Features;
        (string, RefusalReason, ImmutableArray<FeatureColumn>)[] lists =
        [
            ("every feature twice", RefusalReason.DuplicateFeature, [.. list, .. list]),
            ("201 features", RefusalReason.TooManyFeatures,
                [.. Enumerable.Range(0, 201)
                    .Select(static i => new FeatureColumn($"f{i}", FeatureType.F32, 0))]),
            ("a feature less", RefusalReason.ModelInputMismatch, list[1..]),
            ("a feature more", RefusalReason.ModelInputMismatch,
                [.. list, new FeatureColumn("more", FeatureType.F32, 0)]),
            ("another order", RefusalReason.ModelInputMismatch, [.. list.Reverse()]),
            ("another type", RefusalReason.ModelInputMismatch,
                [list[0] with { Type = FeatureType.F32 }, .. list[1..]]),
            ("missing in 150 %", RefusalReason.BadFeature, [list[0] with { Missing = 1.5f }, .. list[1..]]),
        ];
        return lists.Select(l => new HostileBundle(l.Item1, l.Item2, Signals(number, features: l.Item3)));
    }

    private IEnumerable<HostileBundle> Rows(long number)
    {
        var row = new TrafficRow("t13d1516h2_8daaf6152771_b186095e22b6", 10, 2, 0.5f, 0, 1, 0.5f, 0.5f, 1);
        (string, TrafficRow[])[] rows =
        [
            ("a share of 2", [row with { H2Ratio = 2 }]),
            ("a share that is no number", [row with { HeuristicRatio = float.NaN }]),
            ("infinitely many requests", [row with { Requests = double.PositiveInfinity }]),
            ("less than no addresses", [row with { Addresses = -1 }]),
            ("two rows of one JA4", [row, row]),
            ("a JA4 with a line break", [row with { Ja4 = "t13\nd" }]),
        ];
        return rows.Select(r => new HostileBundle(
            r.Item1, RefusalReason.BadSignals, Signals(number, rows: r.Item2)));
    }

    private IEnumerable<HostileBundle> Hours(long number)
    {
        (string, RefusalReason, ImmutableArray<MinuteRows>)[] counts =
        [
            ("counts doubled", RefusalReason.Reconcile,
                [.. hour.Counts.Select(static c => c with { Rows = c.Rows * 2 })]),
            ("counts halved", RefusalReason.Reconcile,
                [.. hour.Counts.Select(static c => c with { Rows = c.Rows / 2 })]),
            ("no counts", RefusalReason.Reconcile, []),
            ("counts of another hour", RefusalReason.BadSignals,
                [.. hour.Counts.Select(static c => c with { Minute = c.Minute - 600 })]),
        ];
        return counts.Select(c => new HostileBundle(c.Item1, c.Item2, Signals(number, counts: c.Item3)));
    }

    private IEnumerable<HostileBundle> Models(long number)
    {
        var twice = _definitions.Add(_definitions[0]);
        var unknown = _definitions.SetItem(0, _definitions[0] with { Expression = "no.such.field" });
        var broken = _definitions.SetItem(0, _definitions[0] with { Expression = "len(" });
        var wrong = probes with
        {
            Expected = [new ProbeScore(1, 50), .. probes.Expected[1..]],
        };
        ImmutableArray<FeatureDefinition> many =
        [
            .. Enumerable.Range(0, 201).Select(static i =>
                new FeatureDefinition($"f{i}", FeatureType.F32, "headers.count")),
        ];
        (string, RefusalReason, BundleBuilder)[] models =
        [
            ("a model feature twice", RefusalReason.DuplicateFeature, Model(twice)),
            ("a model of 201 features", RefusalReason.TooManyFeatures, Model(many)),
            ("a feature of no known field", RefusalReason.UnknownFeature, Model(unknown)),
            ("a feature that does not compile", RefusalReason.BadFeature, Model(broken)),
            ("features in another order", RefusalReason.ModelInputMismatch,
                Model([.. _definitions.Reverse()])),
            ("trees that end early", RefusalReason.BadModel,
                ContentWriter.Model(_definitions, _trees.AsSpan(0, _trees.Length - 9), probes)),
            ("trees of noise", RefusalReason.BadModel,
                ContentWriter.Model(_definitions, "WEIRTREEnoise"u8, probes)),
            ("probes of noise", RefusalReason.BadProbes,
                ContentWriter.Model(_definitions, _trees, probes with { Capture = "{}\n"u8.ToArray() })),
            ("fewer scores than probes", RefusalReason.BadProbes,
                ContentWriter.Model(_definitions, _trees, probes with { Expected = probes.Expected[1..] })),
            ("probes that score otherwise", RefusalReason.ProbeMismatch,
                ContentWriter.Model(_definitions, _trees, wrong)),
        ];
        return models.Select(m => new HostileBundle(
            m.Item1, m.Item2, forge.Signed(m.Item3, Layer.Model, number)));
    }

    private IEnumerable<HostileBundle> Others(long number)
    {
        (string, RefusalReason, Layer, BundleBuilder)[] others =
        [
            ("a section is missing", RefusalReason.MissingSection, Layer.Signals,
                new BundleBuilder().Add("features", []).Add("traffic", [])),
            ("a section nobody knows", RefusalReason.UnknownSection, Layer.Signals,
                GoodSignals.Add("more", [])),
            ("a private key inside", RefusalReason.SecretInRelease, Layer.Policy,
                Sites("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n")),
            ("a symmetric web key inside", RefusalReason.SecretInRelease, Layer.Policy,
                Sites("""{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODw"}""")),
            ("sites that are no text", RefusalReason.BadRule, Layer.Policy,
                new BundleBuilder().Add("sites", [0xC3, 0x28])),
            ("sites, which nodes do not run yet", RefusalReason.UnknownLayer, Layer.Policy,
                Sites("sites: []")),
            ("lists, which nodes do not take yet", RefusalReason.UnknownLayer, Layer.Lists,
                new BundleBuilder().Add("bots", [])),
        ];
        return others.Select(o => new HostileBundle(
            o.Item1, o.Item2, forge.Signed(o.Item4, o.Item3, number)));
    }

    private static BundleBuilder Sites(string text) => ContentWriter.Policy(Encoding.UTF8.GetBytes(text));

    private BundleBuilder Model(ImmutableArray<FeatureDefinition> definitions) =>
        ContentWriter.Model(definitions, _trees, probes);

    private byte[] Signals(
        long number, ImmutableArray<FeatureColumn>? features = null, IEnumerable<TrafficRow>? rows = null,
        ImmutableArray<MinuteRows>? counts = null) =>
        forge.Signed(
            ContentWriter.Signals(
                features ?? hour.Features, rows ?? hour.Traffic, counts ?? hour.Counts, hour.Measured),
            Layer.Signals, number);
}
