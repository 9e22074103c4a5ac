using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Releases;
using Weir.Releases.Content;

namespace Weir.Cli.Commands.Bundles;

/// <summary>
/// Where requests of a capture get the scores that a node must reproduce. Nothing computes them in this
/// program yet: a model without probes is refused, here as by a node, instead of built with scores that
/// nobody made.
/// </summary>
internal static class ProbeMaker
{
    public static Outcome<ProbeSet, Refusal> Make(ScoringPlan plan, ReadOnlyMemory<byte> capture) =>
        Refusal.Of(
            Gate.Probe, RefusalReason.BadProbes,
            $"{capture.Length} bytes of capture cannot be scored with {plan.Model.Trees.TreeCount} trees "
                + "by this program yet").As<ProbeSet>();
}
