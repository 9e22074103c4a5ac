using Weir.Decisions;

namespace Weir.Releases.Lifecycle;

/// <content>Kill switches: thrown by an operator, ended by time, watched when they come back.</content>
public sealed partial class ReleaseDesk
{
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

            if (_returned?.Target == target)
            {
                _returned = null;
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
        _returned = new Returned(target, Up);
        _notes.Clear($"switch:{target}");
        _notes.Say(DeskEventKind.SwitchedBack, Layer.Unset, 0, $"{target}: {how}");
        SaveDesk();
        Swap();
    }

    /// <summary>
    /// A switch whose time is over comes back on its own; while a candidate proves itself it stays off, so
    /// that a fault has one cause. A candidate that cannot prove itself for as long as something is off keeps
    /// nothing off.
    /// </summary>
    private void EndSwitches()
    {
        foreach (var thrown in _switches.Thrown)
        {
            var left = thrown.Until - Now;
            if (left <= TimeSpan.Zero)
            {
                if (_returned is null && (_candidate is null || IsHidden(_candidate.Layer)))
                {
                    ComeBack(thrown.Target, "its time is over");
                }
            }
            else if (left <= Limits.SwitchLastWarning
                && thrown.Until - thrown.Since > Limits.SwitchLastWarning)
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
}
