using Weir.Decisions.Verdicts;
using Weir.Edge.Configuration;

namespace Weir.Edge.Stages;

/// <summary>
/// What is decided about a request. There is no release that scores yet, so every request is
/// <see cref="UnscoredReason.NoRelease"/>, and the site's own policy for that says what happens.
/// </summary>
internal static class DecideStage
{
    public static Decision Decide(SiteSettings site) => Unscored(site, UnscoredReason.NoRelease);

    /// <summary>What a request gets whose score is missing for a cause that lies with the edge.</summary>
    public static Decision Unscored(SiteSettings site, UnscoredReason reason)
    {
        var verdict = site.OnUnscored.Ours switch
        {
            UnscoredAction.Block => Verdict.Block,
            UnscoredAction.Forward => Verdict.Forward,
            UnscoredAction.Unset => Verdict.Forward,
            _ => Verdict.Forward,
        };
        var enforced = site.Mode == SiteMode.Enforce ? verdict : Verdict.Forward;
        return new Decision(
            verdict, enforced, 0, reason, ScoreSource.None, VisitorClass.Unscored, null, null);
    }
}
