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
            ModelContent model => Probe(model) ?? Warm(
                new ActiveScoring(model.Plan, context.Running.Traffic, ScoringSwitches.None),
                model.Probes.Capture, context.Time),
            SignalsContent signals => Reconcile.Check(signals, context) ?? WarmSignals(signals, context),
            _ => Refusal.Of(Gate.Warm, RefusalReason.UnknownLayer,
                $"a {release.Release.Layer.Name()} release is well formed; that nodes run them is expected "
                + "in a later version"),
        };
        return refusal is { } problem
            ? problem.As<ReadyRelease>()
            : Outcome<ReadyRelease, Refusal>.Ok(new ReadyRelease(release));
    }

    /// <summary>This program must give what the builder's gave, bit for bit.</summary>
    private static Refusal? Probe(ModelContent model)
    {
        if (!ProbeRun.Read(model.Probes.Capture).Try(out var run, out var refusal))
        {
            return refusal;
        }

        var scored = run.Score(new ActiveScoring(model.Plan, TrafficTable.Empty, ScoringSwitches.None));
        for (var i = 0; i < scored.Length && i < model.Probes.Expected.Length; i++)
        {
            var (found, expected) = (ProbeRun.Of(scored.AsSpan()[i]), model.Probes.Expected.AsSpan()[i]);
            if (found != expected)
            {
                return Refusal.Of(Gate.Probe, RefusalReason.ProbeMismatch,
                    $"probe request {i + 1} scores {found.Score} ({found.Raw:x16}) here, and "
                    + $"{expected.Score} ({expected.Raw:x16}) where it was built");
            }
        }

        return null;
    }

    private static Refusal? WarmSignals(SignalsContent signals, GateContext context)
    {
        var names = signals.Features.Select(static f => f.Name).ToArray();
        if (context.Running.Plan is not { } running)
        {
            return Refusal.Of(Gate.Warm, RefusalReason.ModelInputMismatch, "no model runs");
        }

        return running.With(names).Match(
            plan => Warm(
                new ActiveScoring(plan, signals.Traffic, ScoringSwitches.None), ProbeSet.Embedded,
                context.Time),
            static fault => Refusal.Of(Gate.Warm, RefusalReason.ModelInputMismatch, fault.Detail));
    }

    /// <summary>
    /// Every probe under every single switch: nothing may come out that is neither a score nor the reason
    /// that the switch explains. Then timed, without switches.
    /// </summary>
    private static Refusal? Warm(ActiveScoring scoring, ReadOnlyMemory<byte> capture, TimeProvider time)
    {
        if (!ProbeRun.Read(capture).Try(out var run, out var refusal))
        {
            return refusal;
        }

        foreach (var off in Enum.GetValues<ScoringSwitches>())
        {
            foreach (var scored in run.Score(scoring with { Off = off }))
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

        return Timed(run, scoring, time);
    }

    /// <summary>
    /// By its best round: a model that is slow is so in each of them, and a processor that others have taken,
    /// or code that is not compiled for good yet, is no reason to refuse one.
    /// </summary>
    private static Refusal? Timed(ProbeRun run, ActiveScoring scoring, TimeProvider time)
    {
        const int Rounds = 20;
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Rounds && best > Limits.WarmScoring; i++)
        {
            var started = time.GetTimestamp();
            var scored = run.Score(scoring);
            var took = time.GetElapsedTime(started) / Math.Max(1, scored.Length);
            best = took < best ? took : best;
        }

        return best <= Limits.WarmScoring ? null : Refusal.Of(Gate.Warm, RefusalReason.TooSlow,
            $"a probe request takes {best.TotalMicroseconds:0} us in the best of {Rounds} rounds, at most "
            + $"{Limits.WarmScoring.TotalMicroseconds:0}");
    }
}
