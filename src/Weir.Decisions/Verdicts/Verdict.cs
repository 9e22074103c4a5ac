namespace Weir.Decisions.Verdicts;

/// <summary>What happens to a request.</summary>
public enum Verdict
{
    Unset = 0,
    Forward,
    Challenge,
    Block,
    Limit,
}

/// <summary>Why a request has no score. A missing score is a reason, never a number.</summary>
public enum UnscoredReason
{
    /// <summary>Nothing is missing: the request was scored.</summary>
    None = 0,
    StageFault,
    FeatureLimit,
    NoRelease,
    Budget,
    SwitchedOff,
}

/// <summary>What a score came from.</summary>
public enum ScoreSource
{
    None = 0,
    Model,
    Heuristic,
    Verified,
}

/// <summary>What a visitor is taken for.</summary>
public enum VisitorClass
{
    Unscored = 0,
    Verified,
    LikelyBot,
    LikelyHuman,
}
