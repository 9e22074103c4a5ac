using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Keeper.Training.Learning;
using Weir.Keeper.Training.Rows;

namespace Weir.Keeper.Training.Reporting;

/// <summary>Figures of a model on rows that it was not trained with.</summary>
internal static class Measuring
{
    private static readonly string[] AgentFeatures = ["agent.", "http.user_agent"];

    /// <summary>
    /// Features that read what the user agent says, and nothing that holds it against other signals.
    /// </summary>
    public static bool ReadsAgent(Feature feature) =>
        feature.Reads.Any(f => AgentFeatures.Any(a => f.Name.StartsWith(a, StringComparison.Ordinal)));

    public static double? Auc(IReadOnlyList<Judgement> judged)
    {
        var weights = Weights.Of([.. judged.Select(static j => j.Row)]);
        return Reporting.Auc.Of(judged.Select((j, i) => (j.Raw, j.Row.Label.Person, (double)weights[i])));
    }

    /// <summary>
    /// The area of each feature by itself, the better of both directions. A category is ordered by its share
    /// of persons, and a missing value is one of its own.
    /// </summary>
    public static List<AucFigure> Single(IReadOnlyList<Feature> features, IReadOnlyList<TrainingRow> rows)
    {
        var weights = Weights.Of(rows);
        return
        [
            .. features.Select((feature, place) => new AucFigure(feature.Name, SingleAuc(feature, place)))
                .OrderByDescending(static f => f.Auc ?? 0),
        ];

        double? SingleAuc(Feature feature, int place)
        {
            var values = rows.Select(r => (double)r.Values[place]).ToList();
            var ordered = feature.Type == FeatureType.F32
                ? values.ConvertAll(static v => double.IsNaN(v) ? double.MinValue : v)
                : ByShare(values);
            var area = Reporting.Auc.Of(
                rows.Select((r, i) => (ordered[i], r.Label.Person, (double)weights[i])));
            return area is { } found ? Math.Max(found, 1 - found) : null;
        }

        List<double> ByShare(List<double> values)
        {
            var shares = values.Index()
                .GroupBy(static v => double.IsNaN(v.Item) ? double.MinValue : v.Item)
                .ToDictionary(
                    static g => g.Key,
                    g => g.Sum(v => rows[v.Index].Label.Person ? weights[v.Index] : 0)
                        / g.Sum(v => weights[v.Index]));
            return values.ConvertAll(v => (double)shares[double.IsNaN(v) ? double.MinValue : v]);
        }
    }

    public static List<HeuristicFigures> Heuristics(IReadOnlyList<Judgement> judged) =>
    [
        .. judged.Where(static j => j.Row.Heuristic is not null)
            .GroupBy(static j => j.Row.Heuristic ?? "")
            .OrderByDescending(static g => g.Count())
            .Select(static g => new HeuristicFigures(
                g.Key,
                g.Count(static j => !j.Row.Label.Person),
                g.Count(static j => j.Row.Label.Person),
                g.Count(IsCoherent),
                string.Join(", ", g.Where(static j => j.Row.Label.Person || IsCoherent(j))
                    .Select(static j => $"{j.Row.Label.Family} over {j.Row.Label.Protocol}")
                    .Distinct().Order(StringComparer.Ordinal)))),
    ];

    private static bool IsCoherent(Judgement judgement) => judgement.Row.Label.IsDressed;

    public static List<double> Histogram(IReadOnlyList<Judgement> judged, bool person)
    {
        var rows = judged.Where(j => j.Row.Label.Person == person).ToList();
        return [.. Enumerable.Range(1, 99).Select(
            s => rows.Count == 0 ? 0 : rows.Count(r => r.Score == s) / (double)rows.Count)];
    }

    public static List<(double Score, double Share, int Rows)> Reliability(IReadOnlyList<Judgement> judged)
    {
        var weights = Weights.Of([.. judged.Select(static j => j.Row)]);
        return
        [
            .. judged.Index().GroupBy(static j => (j.Item.ModelScore - 1) / 10).OrderBy(static g => g.Key)
                .Select(g => (
                    g.Average(static j => (double)j.Item.ModelScore),
                    g.Sum(j => j.Item.Row.Label.Person ? weights[j.Index] : 0d)
                        / g.Sum(j => (double)weights[j.Index]),
                    g.Count())),
        ];
    }

    public static List<(string Name, double Effect)> Effects(
        TreeEnsemble trees, IReadOnlyList<TrainingRow> rows)
    {
        var sums = new double[trees.FeatureCount];
        var one = new double[trees.FeatureCount];
        foreach (var row in rows)
        {
            _ = Contributions.Explain(trees, row.Values, one);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += Math.Abs(one[i]);
            }
        }

        return
        [
            .. trees.FeatureNames.Select((name, i) => (name, sums[i] / rows.Count))
                .OrderByDescending(static e => e.Item2),
        ];
    }
}
