using Weir.Decisions;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.History;
using Weir.Releases.Trust;

namespace Weir.Releases.Lifecycle;

/// <content>From bytes that somebody sends to a candidate.</content>
public sealed partial class ReleaseDesk
{
    /// <summary>A bundle through all gates; active on return, or waiting behind a candidate.</summary>
    public Outcome<ReleaseAccepted, Refusal> Submit(ReadOnlyMemory<byte> bundle)
    {
        lock (_gate)
        {
            var taken = Take(bundle.ToArray(), despiteHold: false);
            Publish();
            return taken;
        }
    }

    /// <param name="bytes">Of the bundle.</param>
    /// <param name="despiteHold">
    /// A hold stops what comes from elsewhere, not the way back that an operator asks for.
    /// </param>
    private Outcome<ReleaseAccepted, Refusal> Take(ReadOnlyMemory<byte> bytes, bool despiteHold)
    {
        if (!Bundle.Read(bytes).Try(out var bundle, out var refusal))
        {
            return Refuse(null, bytes, refusal);
        }

        var state = ReleaseState.Received;
        if (!Admitted(bundle, despiteHold).Try(out var verified, out refusal)
            || !Validator.Validate(verified, _running.Plan(_parts.Embedded))
                .Try(out var validated, out refusal))
        {
            return Refuse(bundle, bytes, refusal);
        }

        if (!Step(ref state, ReleaseStep.Verify) || !Step(ref state, ReleaseStep.Validate))
        {
            return Refuse(bundle, bytes, Misstep(state));
        }

        if (_candidate is not null || _returned is not null)
        {
            return Wait(bundle, validated, bytes, state);
        }

        if (!Gates.Pass(validated, Context(_running)).Try(out var ready, out refusal))
        {
            return Refuse(bundle, bytes, refusal);
        }

        if (!Step(ref state, ReleaseStep.PassGates))
        {
            return Refuse(bundle, bytes, Misstep(state));
        }

        return Activate(ready, bytes, state) is { } failed
            ? Refuse(bundle, bytes, failed)
            : Outcome<ReleaseAccepted, Refusal>.Ok(
                new ReleaseAccepted(verified.Layer, verified.Number, verified.Hash, false));
    }

    /// <summary>
    /// Whether this node takes releases of the layer now, and then whether it trusts this one.
    /// </summary>
    private Outcome<VerifiedRelease, Refusal> Admitted(Bundle bundle, bool despiteHold)
    {
        var layer = bundle.Manifest.Layer;
        if (!despiteHold && _holds.FirstOrDefault(h => h.Layer == layer && h.Until > Now) is { } hold)
        {
            return Refusal.Of(Gate.Verify, RefusalReason.IntakeHeld,
                $"'{layer.Name()}' is held until {hold.Until:u} by the {hold.By}: {hold.Why}")
                .As<VerifiedRelease>();
        }

        // An expired root stops what is new, never what runs; a clock that is off judges neither.
        return _trust is { } trust && trust.Root.Expires <= Now && trust.Trusts(Now)
            ? Refusal.Of(Gate.Verify, RefusalReason.RootChain,
                $"the root that this node trusts expired {trust.Root.Expires:u}").As<VerifiedRelease>()
            : Verified(bundle, new VerifyContext(Now));
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

        if (!Step(ref state, ReleaseStep.Activate))
        {
            return Misstep(state);
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
        Bundle bundle, ValidatedRelease validated, ReadOnlyMemory<byte> bytes, ReleaseState state)
    {
        var release = validated.Release;
        if (_waitingNumbers.TryGetValue(release.Layer, out var other))
        {
            if (release.Number <= other)
            {
                return Refuse(bundle, bytes, Refusal.Of(Gate.Verify, RefusalReason.Replayed,
                    $"number {release.Number} does not exceed {other}, which waits"));
            }

            _notes.Say(
                DeskEventKind.Superseded, release.Layer, other, $"by {release.Number}, before its turn");
        }

        if (!Step(ref state, ReleaseStep.Wait))
        {
            return Refuse(bundle, bytes, Misstep(state));
        }

        _waiting[release.Layer] = bytes;
        _waitingNumbers[release.Layer] = release.Number;
        return Outcome<ReleaseAccepted, Refusal>.Ok(
            new ReleaseAccepted(release.Layer, release.Number, release.Hash, true));
    }

    /// <summary>
    /// Who waited is looked at from the beginning, because what runs has changed meanwhile.
    /// </summary>
    private void TakeUp()
    {
        foreach (var layer in LayerNames.All)
        {
            if (_candidate is null && _returned is null && _waiting.Remove(layer, out var bytes))
            {
                _waitingNumbers.Remove(layer);

                // A refusal is in the history by now; there is nobody left to answer.
                if (!Take(bytes, despiteHold: false).Try(out _, out _))
                {
                    continue;
                }
            }
        }
    }

    private Outcome<ReleaseAccepted, Refusal> Refuse(
        Bundle? bundle, ReadOnlyMemory<byte> bytes, Refusal refusal)
    {
        var hash = bundle?.Hash ?? Hash256.Of(bytes.Span);
        _notes.Refuse(
            bundle?.Manifest.Layer ?? Layer.Unset, bundle?.Manifest.Number ?? 0, bundle?.Hash, refusal);

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

    private static Refusal Misstep(ReleaseState state) =>
        Refusal.Of(Gate.Active, RefusalReason.Fault, $"a release that is {state} cannot take this step");

    /// <summary>False, and where it was, for what the table does not know.</summary>
    private static bool Step(ref ReleaseState state, ReleaseStep step)
    {
        var next = Transitions.Next(state, step);
        state = next == ReleaseState.Unset ? state : next;
        return next != ReleaseState.Unset;
    }
}
