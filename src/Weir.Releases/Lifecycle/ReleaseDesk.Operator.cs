using Weir.Decisions;
using Weir.Decisions.Scoring;

namespace Weir.Releases.Lifecycle;

/// <content>What an operator asks for, through the node's own socket and with nothing else alive.</content>
public sealed partial class ReleaseDesk
{
    /// <summary>The next root, signed to the thresholds of the one that is trusted and of itself.</summary>
    public Outcome<ReleaseAccepted, Refusal> TakeRoot(ReadOnlyMemory<byte> root)
    {
        lock (_gate)
        {
            if (_trust is not { } trust)
            {
                return Counted(Refusal.Of(Gate.Verify, RefusalReason.RootChain,
                    "this node trusts no root that could lead to another"));
            }

            if (!trust.Root.Next(root.ToArray()).Try(out var next, out var refusal))
            {
                return Counted(refusal);
            }

            if (SaveTrust(trust.With(next)) is { } failed)
            {
                return Counted(failed);
            }

            _notes.Say(DeskEventKind.RootTaken, Layer.Unset, next.Version, next.Fingerprint.Short());
            Publish();
            return Outcome<ReleaseAccepted, Refusal>.Ok(
                new ReleaseAccepted(Layer.Unset, next.Version, next.Fingerprint, false));
        }
    }

    private Outcome<ReleaseAccepted, Refusal> Counted(Refusal refusal)
    {
        _notes.Count(refusal);
        Publish();
        return refusal.As<ReleaseAccepted>();
    }

    public DeskAnswer Unquarantine(Hash256 section, string reason)
    {
        lock (_gate)
        {
            if (_trust is not { } trust || trust.IsQuarantined(section) is null)
            {
                return new DeskAnswer(
                    false, $"no section {section} is quarantined; 'weir release list' names those that are");
            }

            if (string.IsNullOrWhiteSpace(reason))
            {
                return new DeskAnswer(false, "say why: the reason is kept in the history");
            }

            if (SaveTrust(trust.Released(section)) is { } refusal)
            {
                return new DeskAnswer(false, refusal.Detail);
            }

            _notes.Say(DeskEventKind.Unquarantined, Layer.Unset, 0, $"{section.Short()}: {Cut(reason)}");
            Publish();
            return new DeskAnswer(true, $"{section.Short()} may come again");
        }
    }

    /// <summary>Stops intake of a layer.</summary>
    public DeskAnswer Hold(Layer layer, TimeSpan duration)
    {
        lock (_gate)
        {
            if (layer == Layer.Unset || duration <= TimeSpan.Zero || duration > Limits.HoldMost)
            {
                return new DeskAnswer(false,
                    $"a hold is of a layer, and lasts {Limits.HoldMost.TotalDays:0} days at most");
            }

            PutHold(new IntakeHold(layer, Now + duration, "operator", "asked for"), shortens: true);
            Publish();
            return new DeskAnswer(true, $"no release of '{layer.Name()}' is taken until {Now + duration:u}");
        }
    }

    /// <summary>Takes releases of the layer again, also where the node itself had stopped.</summary>
    public DeskAnswer Release(Layer layer)
    {
        lock (_gate)
        {
            if (_holds.All(h => h.Layer != layer))
            {
                return new DeskAnswer(false, $"'{layer.Name()}' is not held");
            }

            _holds = _holds.RemoveAll(h => h.Layer == layer);
            _notes.Clear($"held:{layer.Name()}");
            _notes.Say(DeskEventKind.Released, layer, 0, "by the operator");
            SaveDesk();
            Publish();
            return new DeskAnswer(true, $"releases of '{layer.Name()}' are taken again");
        }
    }

    /// <summary>For the drill that shows what a request gets when nothing was checked.</summary>
    internal void ActivateUnchecked(ScoringPlan plan, string why)
    {
        lock (_gate)
        {
            _forced = plan;
            Begin(new Candidate(Layer.Model, null, _running, Now, Up, default), _running);
            _notes.Say(DeskEventKind.Activated, Layer.Model, 0, why);
            Publish();
        }
    }

    /// <param name="hold">Takes the place of the one that the layer has.</param>
    /// <param name="shortens">Whether also where that one lasts longer.</param>
    private void PutHold(IntakeHold hold, bool shortens = false)
    {
        if (!shortens && _holds.Any(h => h.Layer == hold.Layer && h.Until >= hold.Until))
        {
            return;
        }

        _holds = [.. _holds.Where(h => h.Layer != hold.Layer), hold];
        _notes.Say(DeskEventKind.Held, hold.Layer, 0, $"until {hold.Until:u}: {hold.Why}");
        SaveDesk();
    }

    private void EndHolds()
    {
        foreach (var hold in _holds.Where(h => h.Until <= Now))
        {
            _holds = _holds.Remove(hold);
            _notes.Say(DeskEventKind.Released, hold.Layer, 0, "its time is over");
            SaveDesk();
        }
    }

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200];
}
