using Weir.Decisions.Signals.Traffic;

namespace Weir.Decisions.Scoring;

/// <summary>What scores requests at a moment: immutable, read once by each request.</summary>
/// <param name="Plan">Features and model; null where nothing can score.</param>
/// <param name="Traffic">What the last hour said of fingerprints; empty where nothing is known.</param>
/// <param name="Off">What the operator has switched off.</param>
public sealed record ActiveScoring(ScoringPlan? Plan, TrafficTable Traffic, ScoringSwitches Off)
{
    public static ActiveScoring Nothing { get; } = new(null, TrafficTable.Empty, ScoringSwitches.None);
}

/// <summary>Parts of scoring that a kill switch takes out.</summary>
[Flags]
public enum ScoringSwitches
{
    None = 0,

    /// <summary>No score at all: every request is unscored, as switched off.</summary>
    Scoring = 1,

    /// <summary>Heuristics still score; what only the model could score is unscored.</summary>
    Model = 2,
    Heuristics = 4,

    /// <summary>Traffic signals are missing.</summary>
    Traffic = 8,

    /// <summary>No rule is read.</summary>
    Rules = 16,
}
