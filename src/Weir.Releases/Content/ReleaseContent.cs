using System.Collections.Immutable;
using Weir.Decisions.Features;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Releases.Trust;

namespace Weir.Releases.Content;

/// <summary>What a release holds, read and checked. Only <see cref="Validator"/> makes one.</summary>
public abstract record ReleaseContent
{
    private protected ReleaseContent()
    {
    }
}

/// <summary>
/// A model: features and trees that agree, and requests with the scores that they must get.
/// </summary>
/// <param name="Definitions">In the order of the model's inputs.</param>
/// <param name="Plan">Made from them.</param>
/// <param name="Probes">At least one.</param>
public sealed record ModelContent(
    ImmutableArray<FeatureDefinition> Definitions, ScoringPlan Plan, ProbeSet Probes) : ReleaseContent;

/// <summary>What the last hour of the event store said.</summary>
/// <param name="Features">The columns of the table of features, by the model's names and order.</param>
/// <param name="Traffic">By JA4.</param>
/// <param name="Counts">Stored events of each minute of the hour.</param>
public sealed record SignalsContent(
    ImmutableArray<FeatureColumn> Features, TrafficTable Traffic, ImmutableArray<MinuteRows> Counts)
    : ReleaseContent;

/// <summary>Sites; checked as far as this version uses them.</summary>
public sealed record PolicyContent : ReleaseContent;

/// <param name="Name">Of the feature and of the column.</param>
/// <param name="Type">As the definition says.</param>
/// <param name="Missing">Share of the hour's rows in which it was missing, 0 to 1.</param>
public readonly record struct FeatureColumn(string Name, FeatureType Type, float Missing);

/// <param name="Minute">Minutes since 1970.</param>
/// <param name="Rows">Events stored of it, not weighted.</param>
public readonly record struct MinuteRows(long Minute, long Rows);

/// <summary>A release that was verified, and whose content is well formed and fits what runs.</summary>
public sealed class ValidatedRelease
{
    internal ValidatedRelease(VerifiedRelease release, ReleaseContent content) =>
        (Release, Content) = (release, content);

    public VerifiedRelease Release { get; }

    public ReleaseContent Content { get; }
}

/// <summary>
/// A release that passed every gate before activation; the only thing that can be activated.
/// </summary>
public sealed class ReadyRelease
{
    internal ReadyRelease(ValidatedRelease validated) => Validated = validated;

    public ValidatedRelease Validated { get; }
}
