using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Decisions.Signals.Catalogue;
using Weir.Keeper.Training.Learning;
using Weir.Keeper.Training.Rows;

namespace Weir.Keeper.Tests.Training;

public sealed class FittingTests
{
    private static readonly Settings Few = new() { Rounds = 12, LeastRowsInLeaf = 5 };

    [Fact]
    public void TheSameRows_GiveTheSameBytes()
    {
        var rows = Rows(400);

        Assert.Equal(Section(rows), Section(rows));
        Assert.NotEqual(Section(rows), Section(Rows(401)));
    }

    [Fact]
    public void AModel_TellsApartWhatItWasTrainedToTellApart()
    {
        var rows = Rows(600);
        Assert.True(Fitting.Fit(Features(), rows, Few).Try(out var trees, out var fault), fault.Message);
        var raw = Fitting.Raw(trees, rows);

        var persons = raw.Where((_, i) => rows[i].Label.Person).Average();
        var bots = raw.Where((_, i) => !rows[i].Label.Person).Average();
        Assert.True(persons > bots + 0.5, $"{persons} and {bots}");
    }

    [Fact]
    public void OneKindAlone_IsRefused_NamingWhatIsMissing()
    {
        var persons = Rows(100).Where(static r => r.Label.Person).ToList();

        Assert.False(Fitting.Fit(Features(), persons, Few).Try(out _, out var fault));
        Assert.Contains("persons and of bots", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CrossFit_NeverJudgesARow_ByAModelThatSawItsGroup()
    {
        var rows = Rows(200);
        var asked = new List<string>();
        Assert.True(CrossFit.Run(Features(), rows, Few, asked.Add)
            .Try(out var judged, out var fault), fault.Message);

        Assert.Equal(rows.Count, judged.Count);
        Assert.Equal(rows.Select(static r => r.Label.Family).Distinct().Order(), asked);
        foreach (var family in asked)
        {
            var others = rows.Where(r => r.Label.Family != family).ToList();
            var mine = judged.Where(j => j.Row.Label.Family == family).ToList();
            Assert.True(Fitting.Fit(Features(), others, Few).Try(out var trees, out _));
            Assert.Equal(
                Fitting.Raw(trees, [.. mine.Select(static j => j.Row)]), mine.Select(static j => j.Raw));
        }
    }

    [Fact]
    public void Weights_CountPersonsAndBotsAlike()
    {
        var rows = Rows(300);
        var weights = Weights.Of(rows);

        var persons = rows.Index().Where(static r => r.Item.Label.Person).Sum(r => (double)weights[r.Index]);
        Assert.Equal(weights.Sum(static w => (double)w) / 2, persons, 1);
        Assert.All(weights, static w => Assert.True(w > 0));
    }

    private static byte[] Section(IReadOnlyList<TrainingRow> rows)
    {
        Assert.True(Fitting.Fit(Features(), rows, Few).Try(out var trees, out var fault), fault.Message);
        Assert.True(Curve.Of(new Platt(1, 0)).Try(out var calibration, out _));
        return ModelSection.Write(new ScoringModel(trees, calibration));
    }

    private static List<Feature> Features()
    {
        var set = new FeatureSet(RequestFields.All.Catalogue);
        FeatureDefinition[] definitions =
        [
            new("coherence_failed_share", FeatureType.F32, "ratio(coherence.failed, coherence.made)"),
            new("ip_rate_1m", FeatureType.F32, """log1p(count("ip", "1m"))"""),
            new("agent_engine", FeatureType.Category, "agent.engine_code"),
        ];
        Assert.True(set.AppendWithNames(definitions).Try(out _, out var refusal), refusal.ToString());
        return [.. set.Features];
    }

    private static List<TrainingRow> Rows(int count)
    {
        var random = new Random(5);
        string[] families = ["a", "b", "c", "d"];
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                var family = families[i % 4];
                var person = i % 4 < 2;
                var failed = (float)(random.NextDouble() * (person ? 0.4 : 1));
                var rate = (float)(random.NextDouble() + (person ? 0 : 0.5));
                return new TrainingRow(
                    new SessionLabel($"s{i}", person, family, 0, "", "tls1", "", "libraries"), 1, false, null,
                    [failed, i % 7 == 0 ? float.NaN : rate, random.Next(3)]);
            }),
        ];
    }
}
