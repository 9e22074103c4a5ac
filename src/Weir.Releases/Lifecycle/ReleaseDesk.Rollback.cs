using Weir.Decisions;
using Weir.Releases.Format;
using Weir.Releases.History;
using Weir.Releases.Trust;

namespace Weir.Releases.Lifecycle;

/// <content>The way back that an operator asks for.</content>
public sealed partial class ReleaseDesk
{
    /// <summary>
    /// Old content of a layer under a new number where this node has a key to sign it, and where that is
    /// taken; else back to the last proven tuple, which needs neither key nor disk. Nothing new of the layer
    /// for an hour: what comes by itself would undo it at once.
    /// </summary>
    public Outcome<ReleaseAccepted, Refusal> Rollback(Layer layer)
    {
        // What has not proven itself goes at once, also while another release is at its gates. From here on
        // nothing else becomes active before this is done.
        if (TakeBack(layer) is { } gone)
        {
            return gone;
        }

        try
        {
            return GoBack(layer);
        }
        finally
        {
            lock (_gate)
            {
                _goingBack--;
            }
        }
    }

    private Outcome<ReleaseAccepted, Refusal> GoBack(Layer layer)
    {
        lock (_intake)
        {
            // Another operator's.
            TakeCandidateBack();
            var taken = Again(layer).Match(
                bytes => Take(bytes, Origin.Operator), static none => none.As<ReleaseAccepted>());
            lock (_gate)
            {
                return Told(Held(layer, taken));
            }
        }
    }

    /// <summary>Takes back what waits of the layer, and the candidate of whichever layer.</summary>
    /// <returns>
    /// Null where the layer itself has to go back further; then it is counted among those that are.
    /// </returns>
    private Outcome<ReleaseAccepted, Refusal>? TakeBack(Layer layer)
    {
        lock (_gate)
        {
            // What waits of the layer is newer still.
            var waited = _waiting.Remove(layer, out var waiting);
            if (waited)
            {
                _notes.Say(DeskEventKind.RolledBack, layer, waiting?.Number ?? 0,
                    "by the operator, before its turn");
            }

            if (_running.Of(layer) is null)
            {
                Publish();
                return waited
                    ? Outcome<ReleaseAccepted, Refusal>.Ok(Back(layer, waiting?.Hash ?? default))
                    : Counted(Refusal.Of(Gate.Active, RefusalReason.NothingOlder,
                        $"'{layer.Name()}' runs on what the program brings; there is nothing before that"));
            }

            var candidate = TakeCandidateBack();
            if (candidate is not null && (candidate.Layer == layer || _running.Of(layer) is null))
            {
                return Outcome<ReleaseAccepted, Refusal>.Ok(Back(layer, candidate.Hash));
            }

            _goingBack++;
            Publish();
            return null;
        }
    }

    /// <returns>What it was; null where there was none.</returns>
    private Candidate? TakeCandidateBack()
    {
        lock (_gate)
        {
            if (_candidate is not { } candidate)
            {
                return null;
            }

            _candidate = null;
            _forced = null;
            _running = candidate.Before;
            _evidence.Forget(_parts.Edge.Evidence);
            Swap();
            _notes.Say(
                DeskEventKind.RolledBack, candidate.Layer, candidate.Number, "by the operator, unproven");
            Settle();
            Publish();
            return candidate;
        }
    }

    /// <summary>Proven content of the layer that is not what runs, under a new number.</summary>
    private Outcome<byte[], Refusal> Again(Layer layer)
    {
        lock (_gate)
        {
            return _running.Of(layer) is { } current && Older(layer, current.Hash) is { } old
                ? Resigned(layer, old)
                : Refusal.Of(Gate.Active, RefusalReason.NothingOlder, "nothing older was proven here")
                    .As<byte[]>();
        }
    }

    /// <summary>
    /// An operator's way back waits for nothing: one that is not taken, or would have to wait for its turn,
    /// gives way to what needs no gate.
    /// </summary>
    private Outcome<ReleaseAccepted, Refusal> Held(Layer layer, Outcome<ReleaseAccepted, Refusal> taken)
    {
        var back = taken.Match(one => one, _ => Local(layer));
        PutHold(new IntakeHold(layer, Now + Limits.IntakeHeldFor, "operator", "rolled back"));
        return Outcome<ReleaseAccepted, Refusal>.Ok(back);
    }

    private ReleaseAccepted Back(Layer layer, Hash256 from) => new(
        layer, _running.Of(layer)?.Manifest.Number ?? 0, _running.Of(layer)?.Hash ?? from, false);

    /// <summary>The newest proven release of the layer that is another one.</summary>
    private byte[]? Older(Layer layer, Hash256 current)
    {
        var old = _proven.Select(p => p.Tuple[layer]).FirstOrDefault(h => h is { } hash && hash != current);
        return old is { } found && _parts.Store is { } store
            && store.Get(found, out var bytes) == FileStatus.Done
                ? bytes
                : null;
    }

    private Outcome<byte[], Refusal> Resigned(Layer layer, byte[] old)
    {
        if (!Bundle.Read(old).Try(out var bundle, out var refusal))
        {
            return refusal.As<byte[]>();
        }

        if (_parts.Keys is not { } keys || _trust is not { } trust
            || !keys.Load(LocalKeys.NameOf(Roles.Of(layer))).Try(out var key, out _))
        {
            return Refusal.Of(Gate.Verify, RefusalReason.UnknownSigner, "no key here may sign it")
                .As<byte[]>();
        }

        using (key)
        {
            var role = trust.Root[Roles.Of(layer)];
            if (role.Threshold > 1 || !role.Keys.Contains(key.PublicKey))
            {
                return Refusal.Of(Gate.Verify, RefusalReason.RoleNotAllowed,
                    "the root that this node trusts does not let its own key sign it").As<byte[]>();
            }

            var now = DateTimeOffset.FromUnixTimeSeconds(Now.ToUnixTimeSeconds());
            var document = (bundle.Manifest with
            {
                Number = (trust.FloorOf(layer)?.Number ?? 0) + 1,
                Created = now,
                Expires = now + (bundle.Manifest.Expires - bundle.Manifest.Created),
            }).Write();
            var head = Envelope.Write(
                Bundle.Magic, document, [key.Sign(SigningDomain.Release, document)]);
            return Outcome<byte[], Refusal>.Ok([.. head, .. bundle.Envelope.Rest.Span]);
        }
    }

    /// <summary>
    /// Without a new release: the newest proven tuple with another release of the layer, as it ran then, or
    /// the layer on what the program brings. It proves itself again, so that the next start finds it.
    /// </summary>
    private ReleaseAccepted Local(Layer layer)
    {
        var current = _running.Of(layer);
        var back = _running.Without(layer).Fitting(_parts.Embedded);
        var found = _proven.FirstOrDefault(p => p.Tuple[layer] is { } hash && hash != current?.Hash);
        if (_parts.Store is { } store && found is not null
            && LoadTuple(store, found).Try(out var older, out _))
        {
            back = older;
        }

        Begin(new Candidate(layer, back.Of(layer), _running, Now, Up, default), back);
        _notes.Say(DeskEventKind.RolledBack, layer, current?.Manifest.Number ?? 0,
            back.Of(layer) is { } release ? $"to {release.Manifest.Number}" : "to what the program brings");
        return Back(layer, current?.Hash ?? default);
    }
}
