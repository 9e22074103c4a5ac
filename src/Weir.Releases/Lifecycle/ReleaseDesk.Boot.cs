using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.History;
using Weir.Releases.Trust;

namespace Weir.Releases.Lifecycle;

/// <content>From what lies in the data folder to what runs, before anybody is served.</content>
public sealed partial class ReleaseDesk
{
    /// <summary>
    /// Before listening: newest proven tuple that still verifies, else an older one, else what the program
    /// brings. Never an unproven one. What could not be used is said in the history.
    /// </summary>
    public void Boot()
    {
        lock (_gate)
        {
            if (_parts.Store is { } store)
            {
                var opened = store.Open();
                if (opened != FileStatus.Done)
                {
                    _notes.Raise("storage", $"nothing can be written for releases ({opened}): what is proven "
                        + "there runs, nothing new is kept");
                }

                var swept = _parts.Keys?.Sweep(Now) ?? FileStatus.Done;
                if (swept != FileStatus.Done)
                {
                    _notes.Raise("storage", $"what is left of keys half written cannot be removed: {swept}");
                }

                LoadTrust(store);
                LoadDesk(store);
                LoadProven(store);
            }
            else
            {
                _notes.Say(DeskEventKind.StorageFailed, Layer.Unset, 0,
                    "there is no data folder that can be used: nothing is kept");
                _notes.Stand("folder", "there is no data folder that can be used: nothing is kept");
                MakeTrust(lost: null);
            }

            CheckRoot();
            var name = _running == Running.Embedded ? "what the program brings"
                : string.Join(", ", _running.Numbers.Select(static n => $"{n.Key.Name()} {n.Value}"));
            _notes.Say(DeskEventKind.Booted, Layer.Unset, 0, name);
            Swap();
            Publish();
        }
    }

    private void LoadTrust(ReleaseStore store)
    {
        var status = store.LoadTrust(out var state, out var why);
        if (state is not null)
        {
            _trust = state;
            return;
        }

        if (status == FileStatus.NotFound)
        {
            MakeTrust(lost: null);
            return;
        }

        // What is no trust is put aside, for people. What cannot be read just now, or is of a newer program,
        // may be whole: nothing is written over it, and so nothing new is taken.
        var lost = $"trust cannot be read ({why?.Detail ?? $"{status}"})";
        if (why is null or { Reason: RefusalReason.UnknownFormat }
            || store.PutTrustAside() is var aside && aside != FileStatus.Done)
        {
            _trustUnread = $"{lost}; it is left as it is, and no release is taken until it can be read";
            _notes.Stand("trust", _trustUnread);
        }

        MakeTrust(lost);
    }

    /// <summary>Says so for as long as it is so.</summary>
    private void CheckRoot()
    {
        if (_trust is { } trust && trust.Root.Expires <= Now && trust.Trusts(Now))
        {
            _notes.Stand("root", $"the root expired {trust.Root.Expires:u}; no release is taken");
        }
        else
        {
            _notes.Clear("root");
        }
    }

    private void MakeTrust(string? lost)
    {
        if (_parts.Keys is not { } keys)
        {
            _notes.Stand("trust", lost ?? "there is no root, so no release is taken");
            return;
        }

        if (!LocalRoot.Make(keys, Now).Try(out var root, out var fault))
        {
            _notes.Stand("trust", $"no root could be made, so no release is taken: {fault.Detail}");
            return;
        }

        _notes.Say(DeskEventKind.RootTaken, Layer.Unset, root.Version,
            $"{(lost is null ? "first start" : $"{lost}: floors and quarantine are lost")}; a root for this "
            + $"node alone, {root.Fingerprint.Short()}");
        if (lost is not null)
        {
            _notes.Raise("trust", $"{lost}: what this node trusted, its floors and its quarantine are gone; "
                + "trust the keys of others again with 'weir keys trust'");
        }

        if (SaveTrust(new TrustState(root)) is { } refusal)
        {
            // Taken for this run all the same: the keys are there, and the next start makes it again.
            _trust = new TrustState(root);
            if (_trustUnread is null)
            {
                _notes.Raise("storage", refusal.Detail);
            }
        }
    }

    private void LoadDesk(ReleaseStore store)
    {
        var status = store.LoadDesk(out var content);
        if (status == FileStatus.NotFound)
        {
            return;
        }

        if (status != FileStatus.Done || !DeskFile.Read(content).Try(out var file, out _))
        {
            const string Gone = "holds and switches of before cannot be read and are gone";
            _notes.Say(DeskEventKind.StorageFailed, Layer.Unset, 0, Gone);
            _notes.Raise("storage", Gone);
            return;
        }

        _holds = [.. file.Holds.Where(h => h.Until > Now)];

        // One that ended meanwhile comes back on its own, and is watched like any other.
        _switches = new SwitchBoard(file.Switches);
    }

    private void LoadProven(ReleaseStore store)
    {
        var status = store.LoadProven(out var tuples, out var why);
        if (status is not (FileStatus.Done or FileStatus.NotFound))
        {
            var detail = $"the list of proven tuples cannot be read: {why?.Detail ?? $"{status}"}";
            _notes.Say(DeskEventKind.StorageFailed, Layer.Unset, 0, detail);
            _notes.Raise("boot", detail);
        }

        // Also those that cannot be read now: at the next start they may be, and newer proofs displace them.
        _proven = tuples;
        _knowsProven = status is FileStatus.Done or FileStatus.NotFound;
        foreach (var tuple in tuples)
        {
            if (LoadTuple(store, tuple).Try(out var running, out var refusal))
            {
                _running = running;
                _provenNumbers =
                [
                    new ProvenNumbers(running.Numbers, tuple.At),
                    .. tuples[(tuples.IndexOf(tuple) + 1)..].Select(older => Numbers(store, older))
                        .OfType<ProvenNumbers>(),
                ];
                break;
            }

            _notes.Say(DeskEventKind.Refused, Layer.Unset, 0, $"proven at {tuple.At:u}, not used: {refusal}");
            _notes.Raise("boot", $"a proven tuple cannot be used: {refusal}");
        }

        // Bundles of an activation that was interrupted.
        Collect();
    }

    /// <summary>For people; null where its releases are no longer there to be asked.</summary>
    private static ProvenNumbers? Numbers(ReleaseStore store, ProvenTuple tuple)
    {
        var numbers = ImmutableSortedDictionary.CreateBuilder<Layer, long>();
        foreach (var (layer, hash) in tuple.Tuple.Releases)
        {
            if (store.Get(hash, out var bytes) != FileStatus.Done
                || !Bundle.Read(bytes).Try(out var bundle, out _))
            {
                return null;
            }

            numbers[layer] = bundle.Manifest.Number;
        }

        return new ProvenNumbers(numbers.ToImmutable(), tuple.At);
    }

    private Outcome<Running, Refusal> LoadTuple(ReleaseStore store, ProvenTuple tuple)
    {
        var running = Running.Embedded;
        foreach (var (layer, hash) in tuple.Tuple.Releases)
        {
            var status = store.Get(hash, out var bytes);
            if (status != FileStatus.Done)
            {
                return Refusal.Of(Gate.Store, RefusalReason.StorageFailed,
                    $"{layer.Name()} {hash.Short()}: {status}").As<Running>();
            }

            var known = new VerifyContext(Now, hash);
            var plan = running.Plan(_parts.Embedded);
            if (!Bundle.Read(bytes).Try(out var bundle, out var refusal)
                || !Ground.Verified(bundle, _trust, known).Try(out var verified, out refusal)
                || !Validator.Validate(verified, plan).Try(out var validated, out refusal))
            {
                return refusal.As<Running>();
            }

            // Under another version of what computes scores it has to show again what it had shown.
            if (tuple.Scoring != ScoringPlan.Version
                && !Gates.Pass(validated, Context(running)).Try(out _, out refusal))
            {
                return refusal.As<Running>();
            }

            Remember(verified);
            running = running.With(RunningRelease.Of(validated));
        }

        return running.Tuple.Equals(tuple.Tuple)
            ? Outcome<Running, Refusal>.Ok(running)
            : Refusal.Of(Gate.Validate, RefusalReason.ModelInputMismatch, "its signals do not fit its model")
                .As<Running>();
    }

    /// <summary>
    /// Floors that were lost with the trust rise again to what is known to have been proven here.
    /// </summary>
    private void Remember(VerifiedRelease release)
    {
        _trust = _trust?.With(release);
        foreach (var warning in release.Warnings)
        {
            _notes.Raise($"warning:{release.Layer.Name()}", warning);
        }
    }

    private GateContext Context(Running running) => new(
        new ActiveScoring(
            running.Plan(_parts.Embedded), running.Signals?.Traffic ?? _active.Scoring.Traffic,
            ScoringSwitches.None),
        running.Signals, _parts.Edge.Counted, _parts.Time);
}
