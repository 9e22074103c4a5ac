using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Keeper.Training.Rows;

namespace Weir.Keeper.Training.Learning;

/// <summary>A row with the raw score of a model that saw nothing of its group.</summary>
internal readonly record struct JudgedRow(TrainingRow Row, double Raw);

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
        var judged = new List<JudgedRow>(rows.Count);
        var groups = rows.GroupBy(static r => r.Label.Group)
            .OrderBy(static g => g.Key, StringComparer.Ordinal)
            .ToList();
        foreach (var left in groups)
        {
            progress?.Invoke(left.Key);
            var others = rows.Where(r => !r.Label.Reveals(left.Key)).ToList();
            if (!Fitting.Fit(features, others, settings).Try(out var trees, out var fault))
            {
                return fault.As<List<JudgedRow>>();
            }

            var kept = left.ToList();
            judged.AddRange(kept.Zip(Fitting.Raw(trees, kept), static (row, raw) => new JudgedRow(row, raw)));
        }

        return Outcome<List<JudgedRow>, TrainingFault>.Ok(judged);
    }
}
