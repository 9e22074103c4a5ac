using Weir.Decisions;
using Weir.Releases.Format;

namespace Weir.Releases.Lifecycle;

/// <content>Behind another change that is being watched, and from there to the gates.</content>
public sealed partial class ReleaseDesk
{
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
    public void TakeUp()
    {
        if (!_intake.TryEnter())
        {
            return;
        }

        try
        {
            foreach (var layer in LayerNames.All)
            {
                if (TryNext(layer) is { } next)
                {
                    TakeTurn(layer, next);
                }
            }
        }
        finally
        {
            _intake.Exit();
        }
    }

    private void TakeTurn(Layer layer, WaitingRelease next)
    {
        var judged = false;
        try
        {
            // A refusal is in the history by then; there is nobody left to answer.
            judged = Take(next.Bytes, Origin.Waited).Match(static _ => true, static _ => true);
        }
        finally
        {
            if (!judged)
            {
                // A gate that has a fault of its own would have it again every second.
                Forget(layer, next.Hash);
            }
        }
    }

    /// <summary>What waits of the layer and may come now; it waits on until the gates are through.</summary>
    private WaitingRelease? TryNext(Layer layer)
    {
        lock (_gate)
        {
            return _candidate is null && _returned is null && _goingBack == 0
                && _waiting.TryGetValue(layer, out var next)
                    ? next
                    : null;
        }
    }

    private bool Waits(Bundle bundle) =>
        _waiting.TryGetValue(bundle.Manifest.Layer, out var waiting) && waiting.Hash == bundle.Hash;

    private void StopWaiting(Bundle bundle) => Forget(bundle.Manifest.Layer, bundle.Hash);

    private void Forget(Layer layer, Hash256 hash)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(layer, out var waiting) && waiting.Hash == hash)
            {
                _waiting.Remove(layer);
            }
        }
    }
}
