using Weir.Decisions.Model;
using Weir.Decisions.Scoring;
using Weir.Keeper.Training.Learning;
using Weir.Keeper.Training.Rows;

namespace Weir.Keeper.Training.Reporting;

/// <summary>
/// A row with the score that a visitor would have got from a model that never saw its group.
/// </summary>
/// <param name="Row">The row.</param>
/// <param name="Raw">Its raw score.</param>
/// <param name="ModelScore">1 to 99, heuristics aside.</param>
/// <param name="WithoutTransport">The same with everything missing that TLS and HTTP/2 tell.</param>
internal readonly record struct Judgement(TrainingRow Row, double Raw, int ModelScore, int WithoutTransport)
{
    /// <summary>Whether missing transport signals alone would make it low.</summary>
    public bool LowByAbsence =>
        ModelScore >= Scored.LikelyHumanFrom && WithoutTransport < Scored.LikelyHumanFrom;

    /// <summary>With heuristics, as the edge scores.</summary>
    public int Score => Row.Heuristic is null ? ModelScore : Scored.CertainlyAutomated;

    public bool Low => Score < Scored.LikelyHumanFrom;

    public static List<Judgement> Of(IEnumerable<JudgedRow> rows, Calibration calibration) =>
    [
        .. rows.Select(r => new Judgement(
            r.Row, r.Raw, calibration.Score(new RawScore(r.Raw)),
            calibration.Score(new RawScore(r.RawWithoutTransport)))),
    ];
}
