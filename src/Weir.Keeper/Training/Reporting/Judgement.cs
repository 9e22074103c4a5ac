using Weir.Decisions.Model;
using Weir.Decisions.Scoring;
using Weir.Keeper.Training.Learning;
using Weir.Keeper.Training.Rows;

namespace Weir.Keeper.Training.Reporting;

/// <summary>
/// A row with the score that a visitor would have got from a model that never saw its group.
/// </summary>
internal readonly record struct Judgement(TrainingRow Row, double Raw, int ModelScore)
{
    /// <summary>With heuristics, as the edge scores.</summary>
    public int Score => Row.Heuristic is null ? ModelScore : Scored.CertainlyAutomated;

    public bool Low => Score < Scored.LikelyHumanFrom;

    public static List<Judgement> Of(IEnumerable<JudgedRow> rows, Calibration calibration) =>
        [.. rows.Select(r => new Judgement(r.Row, r.Raw, calibration.Score(new RawScore(r.Raw))))];
}
