using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Recorded;
using Weir.Decisions.Signals.Windows;
using Weir.Decisions.Verdicts;

namespace Weir.Releases.Content;

/// <summary>
/// Scores a recording from its beginning, with windows of its own, as the edge would: the same bytes, plan
/// and program give the same bits. Each pass begins anew in the memory of the one before; for one thread.
/// </summary>
public sealed class ProbeRun
{
    private const ulong Seed = 1;
    private static readonly WindowSizes Sizes = new(1_024, 1_024, 1_024, 1_024);

    private readonly TrafficWindows _windows = new(Seed, Sizes);
    private readonly RequestScorer _scorer = new();
    private readonly Scored[] _scored;

    private ProbeRun(ImmutableArray<RecordedRequest> requests) =>
        (Requests, _scored) = (requests, new Scored[requests.Length]);

    public ImmutableArray<RecordedRequest> Requests { get; }

    public static Outcome<ProbeRun, Refusal> Read(ReadOnlyMemory<byte> capture)
    {
        if (capture.Length > Limits.ProbeBytes)
        {
            return Fail($"{capture.Length} bytes of probes, at most {Limits.ProbeBytes}");
        }

        var requests = ImmutableArray.CreateBuilder<RecordedRequest>();
        var reader = new CaptureReader();
        var number = 0;
        foreach (var range in capture.Span.Split((byte)'\n'))
        {
            var line = capture.Span[range];
            number++;
            if (line.IsEmpty)
            {
                continue;
            }

            var status = reader.Read(line, out var request);
            if (request is not null)
            {
                requests.Add(request);
            }
            else if (status != CaptureStatus.Connection)
            {
                return Fail($"probes line {number}: {status}");
            }

            if (requests.Count > Limits.ProbeRequests)
            {
                return Fail($"more than {Limits.ProbeRequests} probe requests");
            }
        }

        return requests.Count == 0
            ? Fail("no probe request at all")
            : Outcome<ProbeRun, Refusal>.Ok(new ProbeRun(requests.ToImmutable()));
    }

    /// <summary>For who builds, and waits as long as it takes.</summary>
    /// <returns>How each request was scored, in their order.</returns>
    public ImmutableArray<Scored> Score(ActiveScoring scoring)
    {
        _windows.Clear();
        for (var i = 0; i < _scored.Length; i++)
        {
            _scored[i] = ScoreOne(Requests.AsSpan()[i], scoring);
        }

        return [.. _scored];
    }

    /// <summary>For a node, whose desk serves nobody else meanwhile.</summary>
    /// <returns>As above, until the next pass.</returns>
    internal Outcome<ReadOnlyMemory<Scored>, Refusal> Score(
        ActiveScoring scoring, Gate gate, WarmBudget budget)
    {
        _windows.Clear();
        for (var i = 0; i < _scored.Length; i++)
        {
            if (budget.IsSpent)
            {
                return Refusal.Of(gate, RefusalReason.TooSlow,
                    $"probe requests take more than {Limits.WarmBudget.TotalSeconds} s together "
                    + $"(limit {nameof(Limits.WarmBudget)})").As<ReadOnlyMemory<Scored>>();
            }

            _scored[i] = ScoreOne(Requests.AsSpan()[i], scoring);
        }

        return Outcome<ReadOnlyMemory<Scored>, Refusal>.Ok(_scored);
    }

    /// <summary>What a builder writes down as expected; 0 bits where a heuristic decided.</summary>
    public static ProbeScore Of(in Scored scored) => new(
        scored.Heuristic is null ? BitConverter.DoubleToInt64Bits(scored.Raw.Margin) : 0,
        scored.Unscored == UnscoredReason.None ? scored.Score : 0);

    private Scored ScoreOne(RecordedRequest request, ActiveScoring scoring)
    {
        var at = new DateTimeOffset(Math.Clamp(request.At, 0, DateTimeOffset.MaxValue.UtcTicks), default);
        _scorer.Arrive(request, _windows, at.UtcTicks / TimeSpan.TicksPerMillisecond);
        var scored = _scorer.Score(scoring, at);
        _windows.Respond(_scorer.Arrival, at.UtcTicks / TimeSpan.TicksPerMillisecond, request.Status);
        _scorer.Forget();
        return scored;
    }

    private static Outcome<ProbeRun, Refusal> Fail(string detail) =>
        Refusal.Of(Gate.Validate, RefusalReason.BadProbes, detail).As<ProbeRun>();
}
