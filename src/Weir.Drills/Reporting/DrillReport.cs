using System.Collections.Immutable;

namespace Weir.Drills.Reporting;

/// <summary>What a drill found. It passed where every check did, and there was at least one.</summary>
public sealed record DrillReport
{
    public required string Drill { get; init; }

    /// <summary>One sentence: what was rehearsed.</summary>
    public required string Summary { get; init; }

    public bool Passed => !Checks.IsEmpty && Checks.All(static c => c.Passed);

    public required RequestCounts Requests { get; init; }

    public required VerdictCounts Verdicts { get; init; }

    public ImmutableArray<RefusalCount> Refusals { get; init; } = [];

    public ImmutableArray<TimelineMark> Timeline { get; init; } = [];

    public ImmutableArray<DrillCheck> Checks { get; init; } = [];

    /// <summary>Figures that the drill worked out, each with its reckoning.</summary>
    public ImmutableArray<string> Arithmetic { get; init; } = [];

    /// <summary>By tenth of a second, for the page alone.</summary>
    public ImmutableArray<TimelineSlot> Slots { get; init; } = [];

    /// <summary>By visitor, in the order of the population.</summary>
    public ImmutableArray<VisitorCount> Visitors { get; init; } = [];

    public TimeSpan Took { get; init; }
}

/// <param name="Sent">By the clients.</param>
/// <param name="Failed">An edge-made 5xx, a reset, more than a second, or a worse verdict.</param>
/// <param name="Scored">Of those that the origin saw.</param>
/// <param name="Unscored">Of those that the origin saw.</param>
public sealed record RequestCounts(int Sent, int Failed, int Scored, int Unscored)
{
    /// <summary>By the reason that the origin saw.</summary>
    public ImmutableSortedDictionary<string, int> Reasons { get; init; } =
        ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Milliseconds, 99th of a hundred, at the clients.</summary>
    public double P99 { get; init; }
}

public sealed record VerdictCounts(int WronglyBlocked, int WronglyChallenged, int WronglyForwarded);

/// <param name="Layer"><c>builder</c>, <c>node</c> or <c>vector</c>.</param>
/// <param name="Reason">Its name.</param>
/// <param name="Culprit">What is named.</param>
/// <param name="Count">How often.</param>
public sealed record RefusalCount(string Layer, string Reason, string Culprit, int Count);

/// <param name="At">Since the load began.</param>
/// <param name="Event">For a person.</param>
public sealed record TimelineMark(TimeSpan At, string Event);

/// <param name="Name">The claim.</param>
/// <param name="Passed">Whether it held.</param>
/// <param name="Detail">What was seen.</param>
public sealed record DrillCheck(string Name, bool Passed, string Detail);

/// <summary>What ended in a tenth of a second.</summary>
public readonly record struct TimelineSlot(int Scored, int Unscored, int Blocked, int Wrong);

/// <summary>What one visitor of the population sent, and what became of it.</summary>
public sealed record VisitorCount(
    string Name, string Kind, string Http, int Sent, int Forwarded, int Blocked, int Failed, int Wrong);
