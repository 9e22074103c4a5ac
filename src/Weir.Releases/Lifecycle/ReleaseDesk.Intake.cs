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

        var despiteHold = origin == Origin.Operator;
        for (var times = 0; times < Limits.IntakeTimes; times++)
        {
            Ground ground;
            lock (_gate)
            {
                ground = Stand();
            }

            var weighed = ground.Weigh(bundle, Now, despiteHold);
            lock (_gate)
            {
                if (ground.IsStill(Stand()))
                {
                    return Told(Commit(bundle, bytes, origin, weighed));
                }
            }
        }

        lock (_gate)
        {
            return Told(Commit(bundle, bytes, origin, Stand().Weigh(bundle, Now, despiteHold)));
        }
    }

    private Ground Stand() => new(
        _trust, _running, _holds, _candidate is not null || _returned is not null, _parts.Embedded,
        Context(_running));

    private Outcome<ReleaseAccepted, Refusal> Told(Outcome<ReleaseAccepted, Refusal> done)
    {
        Publish();
        return done;
    }

    /// <summary>What the gates found, on the ground on which they did.</summary>
    private Outcome<ReleaseAccepted, Refusal> Commit(
        Bundle bundle, ReadOnlyMemory<byte> bytes, Origin origin, Outcome<Weighed, Refusal> found)
    {
        if (origin == Origin.Waited)
        {
            _waiting.Remove(bundle.Manifest.Layer);
        }

        if (!found.Try(out var weighed, out var refusal))
        {
            return Refuse(bundle, bytes, refusal);
        }

        var release = weighed.Validated.Release;
        if (weighed.Ready is not { } ready)
        {
            return Wait(bundle, weighed, bytes);
        }

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

    /// <summary>Only the newest of a layer waits; what waited before it never counted.</summary>
    private Outcome<ReleaseAccepted, Refusal> Wait(
        Bundle bundle, Weighed weighed, ReadOnlyMemory<byte> bytes)
    {
        var release = weighed.Validated.Release;
        if (_waiting.TryGetValue(release.Layer, out var other))
        {
            if (release.Hash == other.Hash)
            {
                // The same once more: it keeps its place.
                return Outcome<ReleaseAccepted, Refusal>.Ok(
                    new ReleaseAccepted(release.Layer, release.Number, release.Hash, true));
            }

            if (release.Number <= other.Number)
            {
                return Refuse(bundle, bytes, Refusal.Of(Gate.Verify, RefusalReason.Replayed,
                    $"number {release.Number} does not exceed {other.Number}, which waits"));
            }

            _notes.Say(DeskEventKind.Superseded, release.Layer, other.Number,
                $"by {release.Number}, before its turn");
        }

        var state = weighed.State;
        if (!Transitions.Step(ref state, ReleaseStep.Wait))
        {
            return Refuse(bundle, bytes, Transitions.Misstep(state));
        }

        _waiting[release.Layer] = new WaitingRelease(release.Number, release.Hash, bytes);
        return Outcome<ReleaseAccepted, Refusal>.Ok(
            new ReleaseAccepted(release.Layer, release.Number, release.Hash, true));
    }

    /// <summary>
    /// Who waited is looked at from the beginning, because what runs has changed meanwhile. While another
    /// release is at its gates there is no turn to be had; the next second has one.
    /// </summary>
    private void TakeUp()
    {
        if (!_intake.TryEnter())
        {
            return;
        }

        try
        {
            foreach (var layer in LayerNames.All)
            {
                // A refusal is in the history by then; there is nobody left to answer.
                if (TryNext(layer, out var bytes) && !Take(bytes, Origin.Waited).Try(out _, out _))
                {
                    continue;
                }
            }
        }
        finally
        {
            _intake.Exit();
        }
    }

    /// <summary>What waits of the layer and may come now; it waits on until the gates are through.</summary>
    private bool TryNext(Layer layer, out ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            var waits = _waiting.TryGetValue(layer, out var release);
            bytes = release?.Bytes ?? default;
            return waits && _candidate is null && _returned is null;
        }
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
