using Weir.Decisions;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.History;

namespace Weir.Releases.Lifecycle;

/// <content>From bytes that somebody sends to a candidate.</content>
public sealed partial class ReleaseDesk
{
    /// <summary>Where a bundle comes from.</summary>
    private enum Origin
    {
        Unset = 0,
        Sent,

        /// <summary>It had been sent before, and waited for its turn.</summary>
        Waited,
        Operator,
    }

    /// <summary>A bundle through all gates; active on return, or waiting behind a candidate.</summary>
    public Outcome<ReleaseAccepted, Refusal> Submit(ReadOnlyMemory<byte> bundle)
    {
        lock (_intake)
        {
            return Take(bundle.ToArray(), Origin.Sent);
        }
    }

    /// <summary>
    /// One release at a time comes to the gates, and nothing else waits meanwhile: neither the clock that
    /// takes back what fails, nor an operator. Where one of them changes what the gates judge by, they judge
    /// anew; where that goes on and on, the desk is held for them.
    /// </summary>
    private Outcome<ReleaseAccepted, Refusal> Take(ReadOnlyMemory<byte> bytes, Origin origin)
    {
        if (!Bundle.Read(bytes).Try(out var bundle, out var refusal))
        {
            lock (_gate)
            {
                return Told(Refuse(null, bytes, refusal));
            }
        }

        // What waits has another turn in a second.
        var most = origin == Origin.Waited ? 1 : Limits.IntakeTimes;
        for (var times = 0; times < most; times++)
        {
            if (TakeOnce(bundle, bytes, origin) is { } done)
            {
                return done;
            }
        }

        lock (_gate)
        {
            return Told(origin == Origin.Waited
                ? Refusal.Of(Gate.Active, RefusalReason.Fault, "it waits on").As<ReleaseAccepted>()
                : Commit(bundle, bytes, origin, Stand(origin).Weigh(bundle, Now, Despite(origin))));
        }
    }

    /// <returns>Null where the ground has changed under the gates.</returns>
    private Outcome<ReleaseAccepted, Refusal>? TakeOnce(
        Bundle bundle, ReadOnlyMemory<byte> bytes, Origin origin)
    {
        Ground ground;
        lock (_gate)
        {
            ground = Stand(origin);
        }

        var weighed = ground.Weigh(bundle, Now, Despite(origin));
        lock (_gate)
        {
            return ground.IsStill(Stand(origin)) ? Told(Commit(bundle, bytes, origin, weighed)) : null;
        }
    }

    private static bool Despite(Origin origin) => origin == Origin.Operator;

    /// <summary>
    /// Nothing that is sent overtakes what waits, and nothing at all what an operator takes back.
    /// </summary>
    private Ground Stand(Origin origin) => new(
        _trust, _running, _holds,
        _candidate is not null || _returned is not null
            || (origin != Origin.Operator && _goingBack > 0) || (origin == Origin.Sent && _waiting.Count > 0),
        _parts.Embedded, Context(_running));

    private Outcome<ReleaseAccepted, Refusal> Told(Outcome<ReleaseAccepted, Refusal> done)
    {
        Publish();
        return done;
    }

    /// <summary>What the gates found, on the ground on which they did.</summary>
    private Outcome<ReleaseAccepted, Refusal> Commit(
        Bundle bundle, ReadOnlyMemory<byte> bytes, Origin origin, Outcome<Weighed, Refusal> found)
    {
        if (origin == Origin.Waited && !Waits(bundle))
        {
            return Refusal.Of(Gate.Active, RefusalReason.Fault, "it was taken back before its turn")
                .As<ReleaseAccepted>();
        }

        if (!found.Try(out var weighed, out var refusal))
        {
            StopWaiting(bundle);
            return Refuse(bundle, bytes, refusal);
        }

        var release = weighed.Validated.Release;
        if (weighed.Ready is not { } ready)
        {
            return origin == Origin.Operator
                ? Refusal.Of(Gate.Active, RefusalReason.Fault, "it would have to wait for its turn")
                    .As<ReleaseAccepted>()
                : Wait(bundle, weighed, bytes);
        }

        StopWaiting(bundle);
        return Activate(ready, bytes, weighed.State) is { } failed
            ? Refuse(bundle, bytes, failed)
            : Outcome<ReleaseAccepted, Refusal>.Ok(
                new ReleaseAccepted(release.Layer, release.Number, release.Hash, false));
    }

    /// <summary>
    /// Written before it serves: the bundle, then the floor. Whatever fails leaves what runs as it is.
    /// </summary>
    private Refusal? Activate(ReadyRelease ready, ReadOnlyMemory<byte> bytes, ReleaseState state)
    {
        var release = ready.Validated.Release;
        var running = _running.With(RunningRelease.Of(ready.Validated));
        if (!running.Scoring(_parts.Embedded, _switches).Try(out _, out var fault))
        {
            return Refusal.Of(Gate.Warm, RefusalReason.ModelInputMismatch, fault.Detail);
        }

        var stored = _parts.Store?.Put(release.Hash, bytes.Span) ?? FileStatus.Done;
        if (stored != FileStatus.Done)
        {
            return Refusal.Of(
                Gate.Store, RefusalReason.StorageFailed, $"the bundle could not be written: {stored}");
        }

        if (_trust is not { } trust || SaveTrust(trust.With(release)) is not null)
        {
            return Refusal.Of(
                Gate.Store, RefusalReason.StorageFailed, "its number could not be written down");
        }

        if (!Transitions.Step(ref state, ReleaseStep.Activate))
        {
            return Transitions.Misstep(state);
        }

        Begin(
            new Candidate(release.Layer, running.Of(release.Layer), _running, Now, Up, bytes)
            {
                State = state,
            },
            running);
        _notes.Say(DeskEventKind.Activated, release.Layer, release.Number, release.Hash.Short());
        foreach (var warning in release.Warnings)
        {
            _notes.Raise($"warning:{release.Layer.Name()}", warning);
        }

        Collect();
        return null;
    }

    private void Begin(Candidate candidate, Running running)
    {
        _evidence.Begin(_parts.Edge.Evidence);
        _candidate = candidate;
        _running = running;
        Swap();
    }

    private Outcome<ReleaseAccepted, Refusal> Refuse(
        Bundle? bundle, ReadOnlyMemory<byte> bytes, Refusal refusal)
    {
        var hash = bundle?.Hash ?? Hash256.Of(bytes.Span);
        _notes.Refuse(
            bundle?.Manifest.Layer ?? Layer.Unset, bundle?.Manifest.Number ?? 0, hash, refusal);

        // One that came before under its name stays where it runs; what is set aside is only for people.
        var aside = bytes.Length <= Limits.ReleaseBytes
            ? _parts.Store?.SetAside(hash, bytes.Span, refusal) ?? FileStatus.Done
            : FileStatus.Done;
        if (aside != FileStatus.Done)
        {
            _notes.Raise("storage", $"a refused release could not be set aside: {aside}");
        }

        return refusal.As<ReleaseAccepted>();
    }
}
