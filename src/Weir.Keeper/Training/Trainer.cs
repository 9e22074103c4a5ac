using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Decisions.Model.Evaluation;
using Weir.Keeper.Training.Learning;
using Weir.Keeper.Training.Reporting;
using Weir.Keeper.Training.Rows;

namespace Weir.Keeper.Training;

/// <summary>What came out of a training run. Nothing of it is active anywhere.</summary>
/// <param name="Model">Trees of all rows, calibrated on rows judged by models that had not seen them.</param>
/// <param name="Card">The report in Markdown.</param>
/// <param name="Page">The report as a page.</param>
/// <param name="Summary">One line for each bar.</param>
/// <param name="BarsMet">Whether every bar that could be measured was met.</param>
public sealed record TrainingResult(
    ScoringModel Model, string Card, string Page, IReadOnlyList<string> Summary, bool BarsMet);

/// <summary>A training run: rows, cross-fit, calibration, the model of all rows, and the report.</summary>
public static class Trainer
{
    /// <param name="sessions">Labelled.</param>
    /// <param name="features">What the model shall read, in this order.</param>
    /// <param name="settings">Everything that chance and threads could change.</param>
    /// <param name="reasons">Why a feature may tell persons and bots apart nearly alone, by its name.</param>
    /// <param name="progress">Told what is being done.</param>
    public static Outcome<TrainingResult, TrainingFault> Run(
        IReadOnlyList<RecordedSession> sessions, FeatureSet features, Settings settings,
        IReadOnlyDictionary<string, string> reasons, Action<string> progress)
    {
        progress($"{sessions.Count} sessions");
        var list = features.Features.ToList();
        var rows = RowReplay.Run(sessions, features, settings.Seed);
        progress($"{rows.Count} requests, {list.Count} features");
        if (!CrossFit.Run(list, rows, settings, g => progress($"without {g}"))
                .Try(out var judgedRows, out var fault)
            || !Calibrate(judgedRows).Try(out var calibration, out fault)
            || !Fitting.Fit(list, rows, settings).Try(out var trees, out fault)
            || !CrossFit.KnownFromBots(list, rows, settings).Try(out var known, out fault)
            || !WithoutAgent(list, rows, settings, progress).Try(out var withoutAgent, out fault))
        {
            return fault.As<TrainingResult>();
        }

        var judged = Judgement.Of(judgedRows, calibration);
        var data = Report(
            settings, list, rows, judged, Judgement.Of(known, calibration), withoutAgent, trees, reasons);
        return Outcome<TrainingResult, TrainingFault>.Ok(new TrainingResult(
            new ScoringModel(trees, calibration), ModelCard.Write(data), ReportPage.Write(data),
            [.. data.Bars.Select(Line)], data.Bars.All(static b => b.Met is not false)));
    }

    private static Outcome<Calibration, TrainingFault> Calibrate(IReadOnlyList<JudgedRow> judged)
    {
        var weights = Weights.Of([.. judged.Select(static j => j.Row)]);
        return Curve.Of(Platt.Fit(
            [.. judged.Select((j, i) => (j.Raw, j.Row.Label.Person, (double)weights[i]))]));
    }

    /// <summary>
    /// The same rows judged in the same way by models that are told nothing of the user agent.
    /// </summary>
    private static Outcome<List<Judgement>, TrainingFault> WithoutAgent(
        IReadOnlyList<Feature> features, IReadOnlyList<TrainingRow> rows, Settings settings,
        Action<string> progress)
    {
        var kept = features.Index().Where(static f => !Measuring.ReadsAgent(f.Item)).ToList();
        var blind = rows.Select(r => r with { Values = [.. kept.Select(k => r.Values[k.Index])] }).ToList();
        if (!CrossFit.Run([.. kept.Select(static k => k.Item)], blind, settings,
                g => progress($"without the user agent, without {g}")).Try(out var judged, out var fault))
        {
            return fault.As<List<Judgement>>();
        }

        return Calibrate(judged).Match(
            c => Outcome<List<Judgement>, TrainingFault>.Ok(Judgement.Of(judged, c)),
            static f => f.As<List<Judgement>>());
    }

    private static ReportData Report(
        Settings settings, List<Feature> features, List<TrainingRow> rows, List<Judgement> judged,
        List<Judgement> known, List<Judgement> withoutAgent, TreeEnsemble trees,
        IReadOnlyDictionary<string, string> reasons)
    {
        var single = Measuring.Single(features, rows);
        var (auc, blind) = (Measuring.Auc(judged), Measuring.Auc(withoutAgent));
        var notMeasured = new List<string>();
        var segments = Segments.Measure(judged, notMeasured);
        return new ReportData
        {
            Seed = settings.Seed,
            Trees = trees.TreeCount,
            Features = features.Count,
            Evaluator = Evaluator.For(trees).Choice.Kind.ToString(),
            Families =
            [
                .. judged.GroupBy(static j => j.Row.Label.Group)
                    .OrderBy(static g => g.Key, StringComparer.Ordinal)
                    .Select(static g => GroupFigures.Of(g.Key, g)).OfType<GroupFigures>(),
            ],
            Segments = segments,
            Heuristics = Measuring.Heuristics(judged),
            NotMeasured = notMeasured,
            Bars = Bars.Measure(judged, known, (auc, blind), single, reasons),
            Auc = auc,
            AucWithoutAgent = blind,
            Single = single,
            PersonScores = Measuring.Histogram(judged, person: true),
            BotScores = Measuring.Histogram(judged, person: false),
            Reliability = Measuring.Reliability(judged),
            Effects = Measuring.Effects(trees, rows),
        };
    }

    private static string Line(Bar bar)
    {
        var met = bar.Met is { } known ? known ? "met" : "MISSED" : "not measured";
        return $"{met}: {bar.Name}: {bar.Measured} (goal: {bar.Goal})";
    }
}
