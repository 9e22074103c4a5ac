using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Recorded;
using Weir.Decisions.Signals.Windows;
using Weir.Decisions.Verdicts;

namespace Weir.Releases.Content;

/// <summary>
/// Scores a recording from its beginning, with windows of its own, as the edge would: the same bytes, plan
/// and program give the same bits.
/// </summary>
public sealed class ProbeRun
{
    private const ulong Seed = 1;
    private static readonly WindowSizes Sizes = new(1_024, 1_024, 1_024, 1_024);

    private ProbeRun(ImmutableArray<RecordedRequest> requests) => Requests = requests;

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

    /// <returns>How each request was scored, in their order.</returns>
    public ImmutableArray<Scored> Score(ActiveScoring scoring)
    {
        var windows = new TrafficWindows(Seed, Sizes);
        var scorer = new RequestScorer();
        var scored = ImmutableArray.CreateBuilder<Scored>(Requests.Length);
        foreach (var request in Requests)
        {
            var at = new DateTimeOffset(Math.Clamp(request.At, 0, DateTimeOffset.MaxValue.UtcTicks), default);
            scorer.Arrive(request, windows, at.UtcTicks / TimeSpan.TicksPerMillisecond);
            scored.Add(scorer.Score(scoring, at));
            windows.Respond(scorer.Arrival, at.UtcTicks / TimeSpan.TicksPerMillisecond, request.Status);
            scorer.Forget();
        }

        return scored.MoveToImmutable();
    }

    /// <summary>What a builder writes down as expected; 0 bits where a heuristic decided.</summary>
    public static ProbeScore Of(in Scored scored) => new(
        scored.Heuristic is null ? BitConverter.DoubleToInt64Bits(scored.Raw.Margin) : 0,
        scored.Unscored == UnscoredReason.None ? scored.Score : 0);

    private static Outcome<ProbeRun, Refusal> Fail(string detail) =>
        Refusal.Of(Gate.Validate, RefusalReason.BadProbes, detail).As<ProbeRun>();
}
