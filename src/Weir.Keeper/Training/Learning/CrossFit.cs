using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Keeper.Training.Rows;

namespace Weir.Keeper.Training.Learning;

/// <summary>A row with the raw score of a model that saw nothing of its group.</summary>
/// <param name="Row">The row.</param>
/// <param name="Raw">Its raw score.</param>
/// <param name="RawWithoutTransport">The same with everything missing that TLS and HTTP/2 tell.</param>
internal readonly record struct JudgedRow(TrainingRow Row, double Raw, double RawWithoutTransport);

/// <summary>
/// Judges every group of rows, a family or a version of it, by a model trained without it: what the model
/// says of programs that it has never met.
/// </summary>
internal static class CrossFit
{
    public static Outcome<List<JudgedRow>, TrainingFault> Run(
        IReadOnlyList<Feature> features, IReadOnlyList<TrainingRow> rows, Settings settings,
        Action<string>? progress = null)
    {
        return Judge(
            features, rows, settings,
            static _ => true, static (label, group) => label.Reveals(group), progress);
    }

    /// <summary>
    /// The newest browsers once more, by models that have met the programs which drive or copy them: the
    /// harder case, where a version is known from its bots only.
    /// </summary>
    public static Outcome<List<JudgedRow>, TrainingFault> KnownFromBots(
        IReadOnlyList<Feature> features, IReadOnlyList<TrainingRow> rows, Settings settings) =>
        Judge(
            features, rows, settings,
            static group => group is SessionLabel.NewestWindow or SessionLabel.NewestSafari,
            static (label, group) => label.Group == group, null);

    private static Outcome<List<JudgedRow>, TrainingFault> Judge(
        IReadOnlyList<Feature> features, IReadOnlyList<TrainingRow> rows, Settings settings,
        Func<string, bool> asked, Func<SessionLabel, string, bool> hidden, Action<string>? progress)
    {
        var judged = new List<JudgedRow>(rows.Count);
        var vantage = new Vantage(features);
        var groups = rows.GroupBy(static r => r.Label.Group)
            .Where(g => asked(g.Key))
            .OrderBy(static g => g.Key, StringComparer.Ordinal)
            .ToList();
        foreach (var left in groups)
        {
            progress?.Invoke(left.Key);
            var others = rows.Where(r => !hidden(r.Label, left.Key)).ToList();
            if (!Fitting.Fit(features, others, settings).Try(out var trees, out var fault))
            {
                return fault.As<List<JudgedRow>>();
            }

            var kept = left.ToList();
            var raw = Fitting.Raw(trees, kept);
            var without = Fitting.Raw(trees, [.. kept.Select(vantage.Without)]);
            judged.AddRange(kept.Select((row, i) => new JudgedRow(row, raw[i], without[i])));
        }

        return Outcome<List<JudgedRow>, TrainingFault>.Ok(judged);
    }
}
