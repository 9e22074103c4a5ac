using Weir.Decisions.Scoring;
using Weir.Decisions.Verdicts;
using Weir.Edge.Configuration;

namespace Weir.Edge.Stages;

/// <summary>
/// What is decided about a request: by the site's rules, and where no rule decides and there is no score, by
/// what the site wants for that. A rule that reads the score is missing without one and does not fire.
/// </summary>
internal static class DecideStage
{
    /// <param name="site">Whose rules and policy count.</param>
    /// <param name="scored">The score, or why there is none.</param>
    /// <param name="rules">What the rules said.</param>
    public static Decision Decide(SiteSettings site, in Scored scored, in RuleOutcome rules)
    {
        var verdict = rules.Verdict != Verdict.Unset ? rules.Verdict
            : scored.Unscored != UnscoredReason.None ? WithoutScore(site.OnUnscored.Ours)
            : Verdict.Forward;
        return new Decision(
            verdict,
            site.Mode == SiteMode.Enforce ? verdict : Verdict.Forward,
            scored.Score,
            scored.Unscored,
            scored.Source,
            scored.Class,
            (rules.Decided ?? rules.Logged)?.Id,
            null);
    }

    /// <summary>What a request gets whose decision itself failed: the cause lies with the edge.</summary>
    public static Decision Unscored(SiteSettings site, UnscoredReason reason) =>
        Decide(site, Scored.Not(reason), default);

    private static Verdict WithoutScore(UnscoredAction action) => action switch
    {
        UnscoredAction.Block => Verdict.Block,
        UnscoredAction.Forward => Verdict.Forward,
        UnscoredAction.Unset => Verdict.Forward,
        _ => Verdict.Forward,
    };
}
