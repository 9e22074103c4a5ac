using System.Collections.Immutable;
using Weir.Releases;
using Weir.Releases.Content;

namespace Weir.Keeper.FeatureBuild;

/// <summary>Why no signals were built.</summary>
/// <param name="Kind">Whether something is wrong at all.</param>
/// <param name="Reason">As a node would refuse it; Unset where nothing was refused.</param>
/// <param name="Detail">For a person; names the culprit.</param>
public readonly record struct BuildRefusal(BuildRefusalKind Kind, RefusalReason Reason, string Detail)
{
    /// <summary>The name of the reason, for reports and JSON.</summary>
    public string Name => Kind == BuildRefusalKind.Refused ? $"{Reason}" : $"{Kind}";

    internal static BuildRefusal Of(RefusalReason reason, string detail) =>
        Of(Refusal.Of(Gate.Validate, reason, detail));

    internal static BuildRefusal Of(Refusal refusal) =>
        new(BuildRefusalKind.Refused, refusal.Reason, refusal.Detail);
}

public enum BuildRefusalKind
{
    Unset = 0,

    /// <summary>The builder or its own check of what it built said no.</summary>
    Refused,

    /// <summary>No scored request within the hour; nothing is wrong.</summary>
    NoTraffic,

    /// <summary>The node takes no signals now; nothing is wrong.</summary>
    IntakeHeld,

    /// <summary>The store could not be asked.</summary>
    Store,
}

/// <summary>What was built.</summary>
/// <param name="Bundle">Signed.</param>
/// <param name="Number">Of the release.</param>
/// <param name="Measurement">What is in it.</param>
public sealed record BuiltSignals(ReadOnlyMemory<byte> Bundle, long Number, HourMeasurement Measurement);

/// <summary>What the last hour of the event store says.</summary>
/// <param name="Features">In the order of the active set.</param>
/// <param name="Traffic">Best supported first.</param>
/// <param name="Counts">Of each whole minute that has events, oldest first.</param>
/// <param name="Measured">When the hour ended.</param>
public sealed record HourMeasurement(
    ImmutableArray<FeatureColumn> Features, ImmutableArray<Decisions.Signals.Traffic.TrafficRow> Traffic,
    ImmutableArray<MinuteRows> Counts, DateTimeOffset Measured)
{
    public long Events => Counts.Sum(static c => c.Rows);
}
