using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Releases;
using Weir.Releases.Content;

namespace Weir.Cli.Commands.Bundles;

internal static class ProbeMaker
{
    public static Outcome<ProbeSet, Refusal> Make(ScoringPlan plan, ReadOnlyMemory<byte> capture) =>
        plan.Features is null || capture.IsEmpty
            ? Refusal.Of(Gate.Probe, RefusalReason.BadProbes, "empty").As<ProbeSet>()
            : Outcome<ProbeSet, Refusal>.Ok(new ProbeSet(capture, []));
}
