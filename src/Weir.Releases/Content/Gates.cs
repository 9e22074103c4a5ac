using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Decisions.Verdicts;
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
    public static Outcome<ReadyRelease, Refusal> Pass(ValidatedRelease release, GateContext context)
    {
        var refusal = release.Content switch
        {
            ModelContent model => TryModel(model, context),
            SignalsContent signals => Reconcile.Check(signals, context) ?? TrySignals(signals, context),
            _ => Unserved(release),
        };
        return refusal is { } problem
            ? problem.As<ReadyRelease>()
            : Outcome<ReadyRelease, Refusal>.Ok(new ReadyRelease(release));
    }

    /// <summary>Null for a layer that nodes of this version run.</summary>
    public static Refusal? Unserved(ValidatedRelease release) =>
        release.Content is ModelContent or SignalsContent ? null : Refusal.Of(
            Gate.Warm, RefusalReason.UnknownLayer,
            $"a {release.Release.Layer.Name()} release is well formed; that nodes run them is expected in a "
            + "later version");

    private static Refusal? TryModel(ModelContent model, GateContext context)
    {
        if (!ProbeRun.Read(model.Probes.Capture).Try(out var run, out var refusal))
        {
            return refusal;
        }

        var budget = new WarmBudget(context.Time);
        return Probe(model, run, budget) ?? Warm(
            new ActiveScoring(model.Plan, context.Running.Traffic, ScoringSwitches.None), run, budget);
    }

    private static Refusal? TrySignals(SignalsContent signals, GateContext context)
    {
        if (!ProbeRun.Read(ProbeSet.Embedded).Try(out var run, out var refusal))
        {
            return refusal;
        }

        if (context.Running.Plan is not { } running)
        {
            return Refusal.Of(Gate.Warm, RefusalReason.ModelInputMismatch, "no model runs");
        }

        var names = signals.Features.Select(static f => f.Name).ToArray();
        return running.With(names).Match(
            plan => Warm(
                new ActiveScoring(plan, signals.Traffic, ScoringSwitches.None), run,
                new WarmBudget(context.Time)),
            static fault => Refusal.Of(Gate.Warm, RefusalReason.ModelInputMismatch, fault.Detail));
    }

    /// <summary>This program must give what the builder's gave, bit for bit.</summary>
    private static Refusal? Probe(ModelContent model, ProbeRun run, WarmBudget budget)
    {
        var probed = new ActiveScoring(model.Plan, TrafficTable.Empty, ScoringSwitches.None);
        if (!run.Score(probed, Gate.Probe, budget).Try(out var scored, out var refusal))
        {
            return refusal;
        }

        for (var i = 0; i < scored.Length && i < model.Probes.Expected.Length; i++)
        {
            var (found, expected) = (ProbeRun.Of(scored.Span[i]), model.Probes.Expected.AsSpan()[i]);
            if (found != expected)
            {
                return Refusal.Of(Gate.Probe, RefusalReason.ProbeMismatch,
                    $"probe request {i + 1} scores {found.Score} ({found.Raw:x16}) here, and "
                    + $"{expected.Score} ({expected.Raw:x16}) where it was built");
            }
        }

        return null;
    }

    /// <summary>
    /// Every probe under every single switch: nothing may come out that is neither a score nor the reason
    /// that the switch explains. Then timed, without switches.
    /// </summary>
    private static Refusal? Warm(ActiveScoring scoring, ProbeRun run, WarmBudget budget)
    {
        foreach (var off in Enum.GetValues<ScoringSwitches>())
        {
            if (!run.Score(scoring with { Off = off }, Gate.Warm, budget).Try(out var all, out var refusal))
            {
                return refusal;
            }

            foreach (ref readonly var scored in all.Span)
            {
                var sound = scored.Unscored == UnscoredReason.None
                    ? scored.Score is >= 1 and <= 99
                    : scored.Unscored == UnscoredReason.SwitchedOff
                        && off is ScoringSwitches.Scoring or ScoringSwitches.Model;
                if (!sound)
                {
                    return Refusal.Of(Gate.Warm, RefusalReason.UnscoredShare,
                        $"with {off} switched off a probe request comes out {scored.Unscored}, "
                        + $"{scored.Score}");
                }
            }
        }

        return Timed(run, scoring, budget);
    }

    /// <summary>
    /// By its best round: a model that is slow is so in each of them, and a processor that others have taken,
    /// or code that is not compiled for good yet, is no reason to refuse one.
    /// </summary>
    private static Refusal? Timed(ProbeRun run, ActiveScoring scoring, WarmBudget budget)
    {
        const int Rounds = 20;
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Rounds && best > Limits.WarmScoring; i++)
        {
            var started = budget.Time.GetTimestamp();
            if (!run.Score(scoring, Gate.Warm, budget).Try(out var scored, out var refusal))
            {
                return refusal;
            }

            var took = budget.Time.GetElapsedTime(started) / Math.Max(1, scored.Length);
            best = took < best ? took : best;
        }

        return best <= Limits.WarmScoring ? null : Refusal.Of(Gate.Warm, RefusalReason.TooSlow,
            $"a probe request takes {best.TotalMicroseconds:0} us in the best of {Rounds} rounds, at most "
            + $"{Limits.WarmScoring.TotalMicroseconds:0}");
    }
}
