namespace Weir.Decisions.Verdicts;

/// <summary>The names that headers, metrics and JSON share.</summary>
public static class VerdictNames
{
    public static string Name(this Verdict verdict) => verdict switch
    {
        Verdict.Forward => "forward",
        Verdict.Challenge => "challenge",
        Verdict.Block => "block",
        Verdict.Limit => "limit",
        Verdict.Unset => "unset",
        _ => "unset",
    };

    public static string Name(this RuleAction action) => action switch
    {
        RuleAction.Log => "log",
        RuleAction.Allow => "allow",
        RuleAction.Block => "block",
        RuleAction.Unset => "unset",
        _ => "unset",
    };

    public static string Name(this VisitorClass visitor) => visitor switch
    {
        VisitorClass.Verified => "verified",
        VisitorClass.LikelyBot => "likely_bot",
        VisitorClass.LikelyHuman => "likely_human",
        VisitorClass.Unscored => "unscored",
        _ => "unscored",
    };

    /// <summary>Null where there is no source.</summary>
    public static string? Name(this ScoreSource source) => source switch
    {
        ScoreSource.Model => "model",
        ScoreSource.Heuristic => "heuristic",
        ScoreSource.Verified => "verified",
        ScoreSource.None => null,
        _ => null,
    };

    /// <summary>Null where the request was scored.</summary>
    public static string? Name(this UnscoredReason reason) => reason switch
    {
        UnscoredReason.None => null,
        UnscoredReason.StageFault => "StageFault",
        UnscoredReason.FeatureLimit => "FeatureLimit",
        UnscoredReason.NoRelease => "NoRelease",
        UnscoredReason.Budget => "Budget",
        UnscoredReason.SwitchedOff => "SwitchedOff",
        _ => "StageFault",
    };
}
