using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Releases.Format;
using Weir.Releases.History;
using Weir.Releases.Trust;

namespace Weir.Releases.Lifecycle;

/// <content>What an operator asks for, through the node's own socket and with nothing else alive.</content>
public sealed partial class ReleaseDesk
{
    /// <summary>
    /// Old content of a layer under a new number where this node has a key to sign it; else back to the last
    /// proven tuple, and nothing new of the layer for an hour.
    /// </summary>
    public Outcome<ReleaseAccepted, Refusal> Rollback(Layer layer)
    {
        lock (_gate)
        {
            var done = RollBack(layer);
            Publish();
            return done;
        }
    }

    /// <summary>The next root, signed to the thresholds of the one that is trusted and of itself.</summary>
    public Outcome<ReleaseAccepted, Refusal> TakeRoot(ReadOnlyMemory<byte> root)
    {
        lock (_gate)
        {
            if (_trust is not { } trust)
            {
                return Refusal.Of(Gate.Verify, RefusalReason.RootChain, "this node trusts no root that could "
                    + "lead to another").As<ReleaseAccepted>();
            }

            if (!trust.Root.Next(root.ToArray()).Try(out var next, out var refusal))
            {
                return refusal.As<ReleaseAccepted>();
            }

            if (SaveTrust(trust.With(next)) is { } failed)
            {
                return failed.As<ReleaseAccepted>();
            }

            _notes.Say(DeskEventKind.RootTaken, Layer.Unset, next.Version, next.Fingerprint.Short());
            Publish();
            return Outcome<ReleaseAccepted, Refusal>.Ok(
                new ReleaseAccepted(Layer.Unset, next.Version, next.Fingerprint, false));
        }
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

            PutHold(new IntakeHold(layer, Now + duration, "operator", "asked for"));
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

    /// <summary>Switches a module, a layer or a rule off, always with an end.</summary>
    public DeskAnswer Kill(string target, TimeSpan duration)
    {
        lock (_gate)
        {
            if (!SwitchBoard.IsTarget(target))
            {
                return new DeskAnswer(
                    false, $"'{target}' cannot be switched off; what can: {SwitchBoard.Targets}");
            }

            if (duration < Limits.SwitchLeast || duration > Limits.SwitchMost)
            {
                return new DeskAnswer(
                    false,
                    $"a switch lasts from {Limits.SwitchLeast.TotalMinutes:0} minute to "
                    + $"{Limits.SwitchMost.TotalDays:0} days");
            }

            if (_switches.Find(target) is null && _switches.Thrown.Length == Limits.DeskSwitches)
            {
                return new DeskAnswer(
                    false, $"{Limits.DeskSwitches} switches are thrown already, the most there can be");
            }

            Throw(target, duration);
            Publish();
            return new DeskAnswer(true, $"{target} is off until {Now + duration:u}");
        }
    }

    /// <summary>Ends a switch now; coming back is an activation like any other.</summary>
    public DeskAnswer Revive(string target)
    {
        lock (_gate)
        {
            if (_switches.Find(target) is null)
            {
                return new DeskAnswer(false, $"'{target}' is not switched off");
            }

            ComeBack(target, "by the operator");
            Publish();
            return new DeskAnswer(true, $"{target} is back, and watched for a minute");
        }
    }

    /// <summary>For the drill that shows what a request gets when nothing was checked.</summary>
    internal void ActivateUnchecked(ScoringPlan plan, string why)
    {
        lock (_gate)
        {
            _forced = plan;
            Begin(new Candidate(Layer.Model, null, _running, Now, default), _running);
            _notes.Say(DeskEventKind.Activated, Layer.Model, 0, why);
            Publish();
        }
    }

    private Outcome<ReleaseAccepted, Refusal> RollBack(Layer layer)
    {
        if (_running.Of(layer) is not { } current)
        {
            return Refusal.Of(Gate.Active, RefusalReason.MissingSection,
                $"'{layer.Name()}' runs on what the program brings; there is nothing before that")
                .As<ReleaseAccepted>();
        }

        if (_candidate is { } candidate)
        {
            // What has not proven itself just goes.
            _candidate = null;
            _forced = null;
            _running = candidate.Before;
            Swap();
            _notes.Say(
                DeskEventKind.RolledBack, candidate.Layer, candidate.Number, "by the operator, unproven");
            if (candidate.Layer == layer)
            {
                return Back(layer, candidate.Hash);
            }
        }

        return Older(layer, current.Hash) is { } old && Resigned(layer, old).Try(out var bytes, out _)
            ? Take(bytes)
            : Local(layer, current);
    }

    private Outcome<ReleaseAccepted, Refusal> Back(Layer layer, Hash256 from) =>
        Outcome<ReleaseAccepted, Refusal>.Ok(new ReleaseAccepted(
            layer, _running.Of(layer)?.Manifest.Number ?? 0, _running.Of(layer)?.Hash ?? from, false));

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

    /// <summary>Without a key: the layer goes to what the program brings, and proves itself there.</summary>
    private Outcome<ReleaseAccepted, Refusal> Local(Layer layer, RunningRelease current)
    {
        Begin(new Candidate(layer, null, _running, Now, default), _running.Without(layer));
        PutHold(new IntakeHold(layer, Now + Limits.IntakeHeldFor, "operator", "rolled back without a key"));
        _notes.Say(DeskEventKind.RolledBack, layer, current.Manifest.Number, "to what the program brings");
        return Back(layer, current.Hash);
    }

    private void PutHold(IntakeHold hold)
    {
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

    private void Throw(string target, TimeSpan duration)
    {
        _switches = _switches.With(new KillSwitch(target, Now, Now + duration));
        _notes.Say(DeskEventKind.Switched, Layer.Unset, 0, $"{target} until {Now + duration:u}");
        SaveDesk();
        Swap();
    }

    private void ComeBack(string target, string how)
    {
        _switches = _switches.Without(target);
        _evidence.Begin(_parts.Edge.Evidence);
        _returned = new Returned(target, Now);
        _notes.Clear($"switch:{target}");
        _notes.Say(DeskEventKind.SwitchedBack, Layer.Unset, 0, $"{target}: {how}");
        SaveDesk();
        Swap();
    }

    /// <summary>
    /// A switch whose time is over comes back on its own; while a candidate proves itself it stays off, so
    /// that a fault has one cause.
    /// </summary>
    private void EndSwitches()
    {
        foreach (var thrown in _switches.Thrown)
        {
            var left = thrown.Until - Now;
            if (left <= TimeSpan.Zero)
            {
                if (_candidate is null && _returned is null)
                {
                    ComeBack(thrown.Target, "its time is over");
                }
            }
            else if (left <= Limits.SwitchLastWarning)
            {
                Remind(thrown, "five minutes");
            }
            else if (left <= Limits.SwitchFirstWarning
                && thrown.Until - thrown.Since > Limits.SwitchFirstWarning)
            {
                Remind(thrown, "an hour");
            }
        }
    }

    private void Remind(KillSwitch thrown, string left)
    {
        var detail = $"comes back in less than {left}, at {thrown.Until:u}";
        if (_notes.Alarms.All(a => a.Key != $"switch:{thrown.Target}" || a.Detail != detail))
        {
            _notes.Raise($"switch:{thrown.Target}", detail);
        }
    }

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200];
}
