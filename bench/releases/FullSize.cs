using System.Collections.Immutable;
using System.Globalization;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Releases;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Bench.Releases;

/// <summary>The sections of the largest releases that are expected, to be signed by who wants to.</summary>
internal sealed class FullSize
{
    public const int Trees = 500;
    private const int Leaves = 255;

    private readonly Random _chance = new(1);

    public FullSize()
    {
        ImmutableArray<FeatureDefinition> definitions = [.. Enumerable.Range(0, Limits.Features).Select(
            static i => new FeatureDefinition($"feature_{i}", FeatureType.F32, $"headers.count + {i}"))];
        Plan = Planned(definitions);
        Model = ContentWriter.Model(
            definitions, ModelSection.Write(Plan.Model), Must(ProbeSet.Make(ProbeSet.Embedded, Plan)));
    }

    public ScoringPlan Plan { get; }

    public BundleBuilder Model { get; }

    /// <summary>Signals of the hour that ended then: always these columns, each time other JA4s.</summary>
    public BundleBuilder SignalsOf(DateTimeOffset measured) => ContentWriter.Signals(
        [.. Plan.Features.Features.Select(static f => new FeatureColumn(f.Name, f.Definition.Type, 0.25f))],
        Enumerable.Range(1, Limits.SignalRows).Select(Row), MinutesBefore(measured), measured);

    /// <summary>What was stored in each minute of the hour before.</summary>
    public static ImmutableArray<MinuteRows> MinutesBefore(DateTimeOffset measured) =>
    [
        .. Enumerable.Range(1, 60).Select(
            i => new MinuteRows((measured.ToUnixTimeSeconds() / 60) - 61 + i, 50_000)),
    ];

    /// <summary>A whole bundle, good for an hour.</summary>
    public static byte[] Signed(
        BundleBuilder sections, Layer layer, long number, DateTimeOffset now, ReleaseNeeds needs,
        SigningKey key)
    {
        var document = sections.Document(layer, number, now, now.AddHours(1), needs);
        return sections.Write(document, [key.Sign(SigningDomain.Release, document)]);
    }

    private static T Must<T>(Outcome<T, Refusal> outcome)
        where T : notnull =>
        outcome.Match(static value => value, static r => throw new InvalidOperationException(r.ToString()));

    private TrafficRow Row(int rank) => new(
        string.Create(
            CultureInfo.InvariantCulture, $"t13d1516h2_{_chance.NextInt64(1L << 48):x12}_{rank:x12}"),
        Math.Round(_chance.NextDouble() * 1e4, 3), _chance.Next(50_000), _chance.NextSingle(),
        _chance.NextSingle(), _chance.NextSingle(), _chance.NextSingle(), _chance.NextSingle(), rank);

    private ScoringPlan Planned(ImmutableArray<FeatureDefinition> definitions)
    {
        var draft = new EnsembleDraft(
            [.. definitions.Select(static d => d.Name)],
            [.. Enumerable.Range(0, Trees).Select(_ => Tree())]);
        return TreeEnsemble.Create(draft).Try(out var trees, out _)
            && Calibration.Create([new(-9, 1), new(9, 99)]).Try(out var points, out _)
            && ScoringPlan.Create(definitions.AsSpan(), new ScoringModel(trees, points))
                .Try(out var plan, out _)
                ? plan
                : throw new InvalidOperationException("no plan of full size");
    }

    /// <summary>Balanced like a heap: split i has the children 2i + 1 and 2i + 2.</summary>
    private TreeDraft Tree()
    {
        const int Splits = Leaves - 1;
        return new TreeDraft(
            [
                .. Enumerable.Range(0, Splits).Select(i => new SplitDraft(
                    _chance.Next(Limits.Features), _chance.NextDouble() * 300,
                    SplitRule.Numerical(MissingKind.NaN, _chance.Next(2) == 0), Child((2 * i) + 1),
                    Child((2 * i) + 2), 0)),
            ],
            [.. Enumerable.Range(0, Leaves).Select(_ => (_chance.NextDouble() - 0.5) / 100)],
            ImmutableArray<ImmutableArray<uint>>.Empty);

        static int Child(int place) => place < Splits ? place : ~(place - Splits);
    }
}
