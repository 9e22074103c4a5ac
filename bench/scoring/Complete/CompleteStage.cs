using System.Diagnostics;
using Weir.Bench.Scoring.Measuring;
using Weir.Decisions.Language.Compilation;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Recorded;
using Weir.Decisions.Signals.Traffic;
using Weir.Decisions.Signals.Windows;
using Weir.Decisions.Verdicts;

namespace Weir.Bench.Scoring.Complete;

/// <summary>What one run over one number of addresses came to.</summary>
/// <param name="Addresses">Live keys.</param>
/// <param name="Microseconds">For a request, over the rounds, on the thread's own clock.</param>
/// <param name="P50">Of requests timed one by one, elapsed, in microseconds.</param>
/// <param name="P99">Likewise.</param>
/// <param name="Bytes">Managed bytes for a request.</param>
internal readonly record struct StageOutcome(
    int Addresses, Spread Microseconds, double P50, double P99, double Bytes);

/// <summary>The scoring stage of the gateway, whole, on recorded requests.</summary>
internal sealed class CompleteStage
{
    private const int Requests = 131_072;
    private const int Warm = 3;
    private const int Ja4s = 10_000;
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly double TickMicroseconds = 1e6 / Stopwatch.Frequency;

    private static readonly string[] Conditions =
    [
        "http.request.uri.path eq \"/login\" and cf.bot_management.score lt 30",
        "not cf.bot_management.verified_bot and count(\"ip\", \"1m\") gt 100000",
    ];

    private readonly RequestScorer _scorer = new();
    private readonly RuleSet _rules;
    private readonly ScoringPlan _plan;
    private ActiveScoring _active = ActiveScoring.Nothing;
    private long _now = 1_000_000;
    private long _seen;

    public CompleteStage()
    {
        if (!ShippedModel.Plan().Try(out var plan, out var fault))
        {
            throw new InvalidOperationException(fault.Detail);
        }

        _plan = plan;
        _rules = new RuleSet([.. Conditions.Select(static (text, i) =>
            ExpressionCompiler.Condition(text, RequestFields.All.Catalogue).Match(
                c => new Rule($"r{i}", c, RuleAction.Block),
                static e => throw new InvalidOperationException(e.ToString())))]);
    }

    public string Describe =>
        $"{_plan.Model.Trees.TreeCount} trees over {_plan.Features.Count} features, "
        + $"{_plan.Evaluator.Choice.Kind}";

    public StageOutcome Measure(string captures, int addresses, int rounds)
    {
        var traffic = RecordedTraffic.Read(captures, Requests, addresses);
        var windows = new TrafficWindows(7, WindowSizes.Default);
        _active = new ActiveScoring(_plan, Table(traffic), ScoringSwitches.None);
        for (var i = 0; i < Warm; i++)
        {
            Pass(traffic, windows);
        }

        var times = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var start = ThreadClock.Nanoseconds();
            Pass(traffic, windows);
            times[round] = (ThreadClock.Nanoseconds() - start) / traffic.Length / 1_000;
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass(traffic, windows);
        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / traffic.Length;
        var single = Singles(traffic, windows);
        return new StageOutcome(
            addresses, Spread.Of(times), single[single.Length / 2], single[single.Length * 99 / 100], bytes);
    }

    // A row for each JA4 of the traffic, so that every lookup finds one, and others up to the number.
    private static TrafficTable Table(RecordedRequest[] traffic) => TrafficTable.Of(
        traffic.Select(static request => request.Connection.Ja4).OfType<string>().Distinct()
            .Concat(Enumerable.Range(0, Ja4s).Select(static i => $"t13d1516h2_8daaf6152771_{i:x12}"))
            .Take(Ja4s)
            .Select(static (ja4, i) => new TrafficRow(
                ja4, 10_000, 1_000, 0.5f, i % 10 / 10f, 0.5f, 0.5f, 0.5f, i + 1)),
        Now);

    private void Pass(RecordedRequest[] traffic, TrafficWindows windows)
    {
        foreach (var request in traffic)
        {
            One(request, windows);
        }

        if (_seen == 0)
        {
            throw new InvalidOperationException("nothing was scored");
        }
    }

    private double[] Singles(RecordedRequest[] traffic, TrafficWindows windows)
    {
        var times = new double[traffic.Length];
        for (var i = 0; i < traffic.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            One(traffic[i], windows);
            times[i] = (Stopwatch.GetTimestamp() - start) * TickMicroseconds;
        }

        Array.Sort(times);
        return times;
    }

    private void One(RecordedRequest request, TrafficWindows windows)
    {
        _scorer.Arrive(request, windows, ++_now / 4);
        var scored = _scorer.Score(_active, Now);
        var rules = _rules.Evaluate(_scorer.Signals, request.At);
        windows.Respond(_scorer.Arrival, _now / 4, request.Status);
        _seen += scored.Score + rules.Missing;
        _scorer.Forget();
    }
}
