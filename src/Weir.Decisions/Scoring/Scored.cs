using Weir.Decisions.Model;
using Weir.Decisions.Signals.Heuristics;
using Weir.Decisions.Verdicts;

namespace Weir.Decisions.Scoring;

/// <summary>How one request was scored.</summary>
/// <param name="Score">1 to 99, or 0 where <see cref="Unscored"/> says why there is none.</param>
/// <param name="Unscored">Why there is no score.</param>
/// <param name="Heuristic">The heuristic that decided; the model was not asked then.</param>
/// <param name="Raw">
/// What the model gave; means nothing where a heuristic decided or there is no score.
/// </param>
/// <param name="Shift">
/// Points by which traffic signals moved what the model gave, 0 or less; in <see cref="Score"/> already.
/// </param>
public readonly record struct Scored(
    int Score, UnscoredReason Unscored, Heuristic? Heuristic, RawScore Raw, int Shift = 0)
{
    /// <summary>Below this a visitor is taken for a bot.</summary>
    public const int LikelyHumanFrom = 30;

    /// <summary>What a heuristic says of what is certainly automated.</summary>
    public const int CertainlyAutomated = 1;

    public ScoreSource Source => Unscored != UnscoredReason.None ? ScoreSource.None
        : Heuristic is null ? ScoreSource.Model
        : ScoreSource.Heuristic;

    public VisitorClass Class => Unscored != UnscoredReason.None ? VisitorClass.Unscored
        : Score < LikelyHumanFrom ? VisitorClass.LikelyBot
        : VisitorClass.LikelyHuman;

    public static Scored Not(UnscoredReason reason) => new(0, reason, null, default);
}
