using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Releases.History;

namespace Weir.Releases.Lifecycle;

/// <content>Once a second: whether the candidate is through, or has to go.</content>
public sealed partial class ReleaseDesk
{
    /// <summary>To be called every second, where nobody minds that it waits for gates.</summary>
    public void Tick()
    {
        Check();
        TakeUp();
    }

    /// <summary>
    /// To be called every second, and <see cref="TakeUp"/> beside it: proves, demotes, ends holds and
    /// switches. Waits for no gate.
    /// </summary>
    public void Check()
    {
        lock (_gate)
        {
            var counts = _parts.Edge.Evidence;
            if (_returned is { } returned)
            {
                // The last change first: what came back while a candidate proves itself goes before it.
                Watch(returned, counts);
            }
            else if (_candidate is { } candidate)
            {
                Judge(candidate, counts);
            }

            _evidence.Add(Up, counts);
            Settle();
            EndHolds();
            EndSwitches();
            CheckRoot();
            _notes.Expire();
            Publish();
        }
    }

    private void Judge(Candidate candidate, EdgeEvidence counts)
    {
        if (_evidence.Bad(Up, counts) is { } bad)
        {
            Demote(candidate, Refusal.Of(Gate.Active, bad.Reason, bad.Detail));
            return;
        }

        if (IsHidden(candidate.Layer))
        {
            // Nothing that it did itself: no proof, and its whole time begins anew.
            _evidence.Restart(counts);
            _candidate = candidate with { Since = Now, Began = Up, ProofBegan = Up };
        }
        else if (_forced is null && Up >= candidate.NotBefore)
        {
            // What was never checked is never proven, however long it lasts.
            Weigh(candidate, counts);
        }
    }

    private void Weigh(Candidate candidate, EdgeEvidence counts)
    {
        var since = _evidence.Since(counts);
        var (age, whole) = (Up - candidate.ProofBegan, Up - candidate.Began);
        if (whole >= Limits.CandidateLongest)
        {
            // Others wait for it: what is not worse than what was before it is through, with its faults.
            Conclude(candidate, counts);
        }
        else if (since.StageFaults > 0)
        {
            // Too little to go back for.
            Restart(candidate, counts);
        }
        else if (age >= Limits.ProvenAnyway
            || (age >= Limits.ProvenAfter && since.Requests >= Limits.ProvenRequests))
        {
            if (!_evidence.HasMoreUnscored(counts))
            {
                Prove(candidate);
            }
            else if (whole >= Limits.ProvenAnyway && _evidence.Served(counts) >= Limits.DemotionRequests)
            {
                // It had the chance that it was something else.
                Conclude(candidate, counts);
            }
            else
            {
                Restart(candidate, counts);
            }
        }
    }

    /// <summary>Whether all of its time speaks for it or against it.</summary>
    private void Conclude(Candidate candidate, EdgeEvidence counts)
    {
        if (_evidence.Worse(counts) is { } worse)
        {
            Demote(candidate, Refusal.Of(Gate.Active, worse.Reason, worse.Detail));
        }
        else
        {
            Prove(candidate);
        }
    }

    /// <summary>
    /// A proof whose writing failed may be on disk all the same. Where its release was taken back meanwhile
    /// the next start must not find it.
    /// </summary>
    private void Settle()
    {
        if (!_proofInDoubt || _candidate is not null)
        {
            return;
        }

        var status = _parts.Store?.SaveProven(_proven) ?? FileStatus.Done;
        if (status == FileStatus.Done)
        {
            _proofInDoubt = false;
            _notes.Clear("storage");
        }
        else
        {
            _notes.Raise("storage", $"what is proven could not be written: {status}");
        }
    }

    private void Restart(Candidate candidate, EdgeEvidence counts)
    {
        _evidence.Restart(counts);
        _candidate = candidate with { Since = Now, ProofBegan = Up };
    }

    /// <summary>Whether a switch keeps requests from seeing what a layer's release does.</summary>
    private bool IsHidden(Layer layer)
    {
        var off = _switches.Modules;
        return _switches.IsOff(layer)
            || (off & ScoringSwitches.Scoring) != 0
            || (layer == Layer.Model && (off & ScoringSwitches.Model) != 0)
            || (layer == Layer.Signals && (off & ScoringSwitches.Traffic) != 0);
    }

    /// <summary>Written first; what could not be written is not proven, and serves on.</summary>
    private void Prove(Candidate candidate)
    {
        var tuple = new ProvenTuple(_running.Tuple, ScoringPlan.Version, Now);
        var next = _proven.RemoveAll(p => p.Tuple.Equals(tuple.Tuple)).Insert(0, tuple);
        next = [.. next.Take(Limits.ProvenTuples)];
        var status = _parts.Store?.SaveProven(next) ?? FileStatus.Done;
        if (status != FileStatus.Done)
        {
            _proofInDoubt = true;
            _candidate = candidate with { NotBefore = Up + Limits.ProofRetry };
            _notes.Say(DeskEventKind.StorageFailed, candidate.Layer, candidate.Number,
                $"the proof could not be written: {status}");
            _notes.Raise("storage", $"the proof of a release could not be written: {status}");
            return;
        }

        var state = candidate.State;
        if (!Transitions.Step(ref state, ReleaseStep.Prove))
        {
            return;
        }

        (_proven, _knowsProven, _proofInDoubt) = (next, true, false);
        _provenNumbers = [.. _provenNumbers.RemoveAll(p => p.Numbers.SequenceEqual(_running.Numbers))
            .Insert(0, new ProvenNumbers(_running.Numbers, Now)).Take(Limits.ProvenTuples)];
        _notes.Clear("storage");
        _candidate = null;
        _notes.Say(DeskEventKind.Proven, candidate.Layer, candidate.Number,
            $"{_evidence.Since(_parts.Edge.Evidence).Requests} requests");
        Collect();
    }
}
