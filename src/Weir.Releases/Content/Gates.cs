using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Releases.Lifecycle;

namespace Weir.Releases.Content;

/// <summary>What a release is held against at Probe, Reconcile and Warm.</summary>
/// <param name="Running">What runs now.</param>
/// <param name="Before">The signals that run now; null where there are none.</param>
/// <param name="Counted">The edge's own count of a minute.</param>
/// <param name="Time">For timing at Warm.</param>
public sealed record GateContext(
    ActiveScoring Running, SignalsContent? Before, Func<long, MinuteCount?> Counted, TimeProvider Time);

/// <summary>The gates between Validate and activation, in their order.</summary>
public static class Gates
{
    public static Outcome<ReadyRelease, Refusal> Pass(ValidatedRelease release, GateContext context) =>
        Refusal.Of(Gate.Warm, RefusalReason.Fault, $"{release.Release.Number} {context.Before is null}")
            .As<ReadyRelease>();
}
