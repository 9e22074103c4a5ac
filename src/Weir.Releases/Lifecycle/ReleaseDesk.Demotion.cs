using Weir.Decisions;
using Weir.Releases.Content;
using Weir.Releases.History;

namespace Weir.Releases.Lifecycle;

/// <content>What the node takes back by itself, and how it keeps that from coming again.</content>
public sealed partial class ReleaseDesk
{
    /// <summary>
    /// One step back, to what was proven; by the node itself, without key, network or person.
    /// </summary>
    private void Demote(Candidate candidate, Refusal why)
    {
        var state = candidate.State;
        if (!Transitions.Step(ref state, ReleaseStep.Demote))
        {
            return;
        }

        _candidate = null;
        _forced = null;
        _running = candidate.Before;
        _evidence.Forget(_parts.Edge.Evidence);
        Swap();
        _notes.Say(DeskEventKind.Demoted, candidate.Layer, candidate.Number, why.ToString());
        _notes.Raise(
            $"demoted:{candidate.Layer.Name()}", $"{candidate.Layer.Name()} {candidate.Number}: {why}");
        Quarantine(candidate, why);
        if (candidate.Release is { } release && candidate.Bytes.Length > 0)
        {
            _notes.Keep(candidate.Layer, candidate.Number, release.Hash, why);
            var aside = _parts.Store?.SetAside(release.Hash, candidate.Bytes.Span, why) ?? FileStatus.Done;
            if (aside != FileStatus.Done)
            {
                _notes.Raise("storage", $"a demoted release could not be set aside: {aside}");
            }
        }

        Settle();
        HoldAfterDemotions(candidate.Layer);
        Collect();
    }

    /// <summary>
    /// What was new in it is refused wherever it comes; what runs proven is not. Of signals that is the
    /// traffic alone: their list of features and their counts are alike from one build to the next, and a
    /// good build must not be refused for them.
    /// </summary>
    private void Quarantine(Candidate candidate, Refusal why)
    {
        if (candidate.Release is not { } release || _trust is not { } trust)
        {
            return;
        }

        var proven = candidate.Before.Layers.Values
            .SelectMany(static r => r.Manifest.Sections).Select(static s => s.Hash)
            .Concat(EmbeddedSections.Of(_parts.Embedded)).ToHashSet();
        foreach (var section in release.Manifest.Sections.Where(s => !proven.Contains(s.Hash)
            && (release.Manifest.Layer != Layer.Signals || s.Name == SectionNames.Traffic)))
        {
            trust = trust.WithQuarantined(section.Hash, $"{section.Name}: {why.Reason}", Now);
            _notes.Say(DeskEventKind.Quarantined, candidate.Layer, candidate.Number,
                $"{section.Name} {section.Hash.Short()}");
        }

        if (SaveTrust(trust) is { } refusal)
        {
            _trust = trust;
            _notes.Raise("storage", refusal.Detail);
        }
    }

    private void HoldAfterDemotions(Layer layer)
    {
        if (!_demotions.TryGetValue(layer, out var times))
        {
            times = [];
            _demotions[layer] = times;
        }

        times.RemoveAll(at => Up - at >= Limits.IntakeHeldFor);
        times.Add(Up);
        if (times.Count < Limits.DemotionsBeforeHold)
        {
            return;
        }

        times.Clear();
        PutHold(new IntakeHold(layer, Now + Limits.IntakeHeldFor, "node",
            $"{Limits.DemotionsBeforeHold} demotions within an hour"));
        _notes.Raise(
            $"held:{layer.Name()}", "taken back twice within an hour: nothing new of it for an hour");
    }

    /// <summary>What came back from a switch faults: it is off again, and somebody has to look.</summary>
    private void Watch(Returned returned, EdgeEvidence counts)
    {
        if (_evidence.Bad(Up, counts) is { } bad)
        {
            _returned = null;
            Throw(returned.Target, Limits.IntakeHeldFor);
            _evidence.Forget(counts);
            _candidate = _candidate is null ? null
                : _candidate with { Since = Now, Began = Up, ProofBegan = Up };
            _notes.Raise($"switch:{returned.Target}", $"off again for an hour: {bad.Detail}");
        }
        else if (Up - returned.Since >= Limits.SwitchWatched)
        {
            _returned = null;
        }
    }
}
