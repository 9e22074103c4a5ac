using System.Collections.Immutable;
using Weir.Decisions;

namespace Weir.Releases.Trust;

/// <summary>The highest release of a layer that was ever verified here under the current keys.</summary>
public readonly record struct Floor(long Number, Hash256 Hash);

/// <summary>A section that is refused wherever it comes.</summary>
public sealed record QuarantinedSection(Hash256 Hash, string Why, DateTimeOffset At);

/// <summary>
/// What a node remembers about trust. Immutable; written durably only after every check of a release has
/// passed. Losing it is a first boot.
/// </summary>
public sealed record TrustState(Root Root)
{
    public static ImmutableDictionary<Layer, Floor> NoFloors => ImmutableDictionary<Layer, Floor>.Empty;

    public ImmutableDictionary<Layer, Floor> Floors { get; init; } = NoFloors;

    /// <summary>The highest time in anything signed that was verified; null before there was any.</summary>
    public DateTimeOffset? HighestTime { get; init; }

    /// <summary>Newest last.</summary>
    public ImmutableArray<QuarantinedSection> Quarantine { get; init; } = [];

    public Floor? FloorOf(Layer layer) => Floors.TryGetValue(layer, out var floor) ? floor : null;

    /// <summary>
    /// Whether this clock may judge what has expired: not before the highest signed time, and not a day
    /// after it. A clock that is off must not stop a node that is merely alone.
    /// </summary>
    public bool Trusts(DateTimeOffset now) =>
        HighestTime is not { } seen || (now >= seen && now - seen <= Limits.ClockTrust);

    /// <summary>
    /// After a release was verified and everything else about it checked. An older one, verified again at
    /// boot, lowers nothing.
    /// </summary>
    public TrustState With(VerifiedRelease release) => this with
    {
        Floors = FloorOf(release.Layer) is { } floor && floor.Number >= release.Number
            ? Floors
            : Floors.SetItem(release.Layer, new Floor(release.Number, release.Hash)),
        HighestTime = HighestTime > release.Manifest.Created ? HighestTime : release.Manifest.Created,
    };

    /// <summary>
    /// Under the next root. A layer whose role has other keys or another threshold begins anew: a floor
    /// that a stolen key has raised must not outlive that key.
    /// </summary>
    public TrustState With(Root next) => this with
    {
        Root = next,
        Floors = Floors.RemoveRange(
            Floors.Keys.Where(l => !Root[Roles.Of(l)].SameKeys(next[Roles.Of(l)]))),
    };

    public TrustState WithQuarantined(Hash256 section, string why, DateTimeOffset at) =>
        IsQuarantined(section) is not null ? this : this with
        {
            Quarantine = [
                .. Quarantine.Skip(Quarantine.Length - Limits.QuarantinedSections + 1),
                new QuarantinedSection(section, why, at)],
        };

    public TrustState Released(Hash256 section) =>
        this with { Quarantine = Quarantine.RemoveAll(q => q.Hash == section) };

    public QuarantinedSection? IsQuarantined(Hash256 section) =>
        Quarantine.FirstOrDefault(q => q.Hash == section);
}
