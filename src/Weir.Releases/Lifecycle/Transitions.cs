namespace Weir.Releases.Lifecycle;

/// <summary>Where a release is on its way.</summary>
public enum ReleaseState
{
    Unset = 0,
    Received,
    Verified,
    Validated,

    /// <summary>Fine so far, behind a candidate that still proves itself.</summary>
    Waiting,

    /// <summary>Through every gate before activation.</summary>
    Ready,

    /// <summary>It serves, and proves itself.</summary>
    Active,
    Proven,
    Refused,

    /// <summary>A newer one took its place before it counted.</summary>
    Superseded,
    Demoted,
}

/// <summary>What may happen to it.</summary>
public enum ReleaseStep
{
    Unset = 0,
    Verify,
    Validate,
    Wait,

    /// <summary>Its turn came; it is looked at from the beginning, because what runs has changed.</summary>
    TakeUp,
    PassGates,
    Activate,
    Prove,
    Refuse,
    Supersede,
    Demote,
}

/// <summary>The one table of what may follow what.</summary>
public static class Transitions
{
    /// <returns>Unset for a step that the state does not allow.</returns>
    public static ReleaseState Next(ReleaseState state, ReleaseStep step) => (state, step) switch
    {
        (ReleaseState.Received, ReleaseStep.Verify) => ReleaseState.Verified,
        (ReleaseState.Verified, ReleaseStep.Validate) => ReleaseState.Validated,
        (ReleaseState.Validated, ReleaseStep.Wait) => ReleaseState.Waiting,
        (ReleaseState.Waiting, ReleaseStep.TakeUp) => ReleaseState.Received,
        (ReleaseState.Waiting, ReleaseStep.Supersede) => ReleaseState.Superseded,
        (ReleaseState.Validated, ReleaseStep.PassGates) => ReleaseState.Ready,
        (ReleaseState.Ready, ReleaseStep.Activate) => ReleaseState.Active,
        (ReleaseState.Active, ReleaseStep.Prove) => ReleaseState.Proven,
        (ReleaseState.Active, ReleaseStep.Demote) => ReleaseState.Demoted,
        (ReleaseState.Active, ReleaseStep.Supersede) => ReleaseState.Superseded,
        (ReleaseState.Received or ReleaseState.Verified or ReleaseState.Validated or ReleaseState.Ready,
            ReleaseStep.Refuse) => ReleaseState.Refused,
        _ => ReleaseState.Unset,
    };

    /// <summary>False, and where it was, for what the table does not know.</summary>
    internal static bool Step(ref ReleaseState state, ReleaseStep step)
    {
        var next = Next(state, step);
        state = next == ReleaseState.Unset ? state : next;
        return next != ReleaseState.Unset;
    }

    internal static Refusal Misstep(ReleaseState state) => Refusal.Of(
        Gate.Active, RefusalReason.Fault, $"a release that is {state} cannot take this step");
}
