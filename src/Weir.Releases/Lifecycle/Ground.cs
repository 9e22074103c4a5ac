using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Releases.Lifecycle;

/// <summary>
/// How the desk stood when a release came to its gates. They take time, so they judge by this and not by the
/// desk itself; what they found counts only while the desk still stands so.
/// </summary>
/// <param name="Trust">Null where the node trusts nobody.</param>
/// <param name="Running">What runs.</param>
/// <param name="Holds">Those in force, and those whose end was not seen yet.</param>
/// <param name="Busy">Whether another change is being watched, so that a release has to wait.</param>
/// <param name="Embedded">What the program brings; null where unusable.</param>
/// <param name="Gates">What they hold a release against.</param>
internal sealed record Ground(
    TrustState? Trust, Running Running, ImmutableArray<IntakeHold> Holds, bool Busy, ScoringPlan? Embedded,
    GateContext Gates)
{
    /// <summary>Whether gates would find the same now.</summary>
    public bool IsStill(Ground now) =>
        ReferenceEquals(Trust, now.Trust) && ReferenceEquals(Running, now.Running)
        && Holds == now.Holds && Busy == now.Busy;

    /// <summary>Through every gate; those after Validate once its turn has come.</summary>
    /// <param name="bundle">As received.</param>
    /// <param name="now">By the node's clock.</param>
    /// <param name="despiteHold">
    /// A hold stops what comes from elsewhere, not the way back that an operator asks for.
    /// </param>
    public Outcome<Weighed, Refusal> Weigh(Bundle bundle, DateTimeOffset now, bool despiteHold)
    {
        var state = ReleaseState.Received;
        if (!Admitted(bundle, now, despiteHold).Try(out var verified, out var refusal)
            || !Validator.Validate(verified, Running.Plan(Embedded)).Try(out var validated, out refusal))
        {
            return refusal.As<Weighed>();
        }

        if (!Transitions.Step(ref state, ReleaseStep.Verify)
            || !Transitions.Step(ref state, ReleaseStep.Validate))
        {
            return Transitions.Misstep(state).As<Weighed>();
        }

        if (Content.Gates.Unserved(validated) is { } unserved)
        {
            // It would wait for nothing.
            return unserved.As<Weighed>();
        }

        if (Busy)
        {
            return Outcome<Weighed, Refusal>.Ok(new Weighed(validated, null, state));
        }

        if (!Content.Gates.Pass(validated, Gates).Try(out var ready, out refusal))
        {
            return refusal.As<Weighed>();
        }

        return Transitions.Step(ref state, ReleaseStep.PassGates)
            ? Outcome<Weighed, Refusal>.Ok(new Weighed(validated, ready, state))
            : Transitions.Misstep(state).As<Weighed>();
    }

    /// <summary>
    /// Whether this node takes releases of the layer now, and then whether it trusts this one.
    /// </summary>
    private Outcome<VerifiedRelease, Refusal> Admitted(Bundle bundle, DateTimeOffset now, bool despiteHold)
    {
        var layer = bundle.Manifest.Layer;
        if (!despiteHold && Holds.FirstOrDefault(h => h.Layer == layer && h.Until > now) is { } hold)
        {
            return Refusal.Of(Gate.Verify, RefusalReason.IntakeHeld,
                $"'{layer.Name()}' is held until {hold.Until:u} by the {hold.By}: {hold.Why}")
                .As<VerifiedRelease>();
        }

        // An expired root stops what is new, never what runs; a clock that is off judges neither.
        return Trust is { } trust && trust.Root.Expires <= now && trust.Trusts(now)
            ? Refusal.Of(Gate.Verify, RefusalReason.RootChain,
                $"the root that this node trusts expired {trust.Root.Expires:u}").As<VerifiedRelease>()
            : Verified(bundle, Trust, new VerifyContext(now));
    }

    /// <summary>Whether the release is of whom the node trusts.</summary>
    /// <param name="bundle">As received.</param>
    /// <param name="trust">Null where the node trusts nobody.</param>
    /// <param name="context">The clock, and a release that was known before.</param>
    public static Outcome<VerifiedRelease, Refusal> Verified(
        Bundle bundle, TrustState? trust, VerifyContext context) =>
        trust is not null
            ? Verifier.Verify(bundle, trust, context)
            : Refusal.Of(Gate.Verify, RefusalReason.UnknownSigner, "this node trusts no root")
                .As<VerifiedRelease>();
}

/// <param name="Validated">Fine so far.</param>
/// <param name="Ready">Through the other gates too; null where it has to wait before these.</param>
/// <param name="State">Where that leaves it.</param>
internal sealed record Weighed(ValidatedRelease Validated, ReadyRelease? Ready, ReleaseState State);
