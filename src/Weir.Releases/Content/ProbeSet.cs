using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;

namespace Weir.Releases.Content;

/// <summary>Recorded requests and what each must score, bit for bit.</summary>
/// <param name="Capture">Lines of a capture, in their order, which the windows see.</param>
/// <param name="Expected">One for each request line.</param>
public sealed record ProbeSet(ReadOnlyMemory<byte> Capture, ImmutableArray<ProbeScore> Expected)
{
    private const string Resource = "weir.probes";

    /// <summary>
    /// A few requests of the laboratory, which come with the program: what a builder takes that names no
    /// others, and what a signals release is tried on while the model is the embedded one.
    /// </summary>
    public static ReadOnlyMemory<byte> Embedded { get; } = ReadEmbedded();

    /// <summary>Scores a recording with a plan and writes down what it gave.</summary>
    public static Outcome<ProbeSet, Refusal> Make(ReadOnlyMemory<byte> capture, ScoringPlan plan)
    {
        if (!ProbeRun.Read(capture).Try(out var run, out var refusal))
        {
            return refusal.As<ProbeSet>();
        }

        var scored = run.Score(new ActiveScoring(plan, TrafficTable.Empty, ScoringSwitches.None));
        return Outcome<ProbeSet, Refusal>.Ok(
            new ProbeSet(capture, [.. scored.Select(static s => ProbeRun.Of(s))]));
    }

    private static byte[] ReadEmbedded()
    {
        using var stream = typeof(ProbeSet).Assembly.GetManifestResourceStream(Resource);
        using var bytes = new MemoryStream();
        stream?.CopyTo(bytes);
        return bytes.ToArray();
    }
}

/// <param name="Raw">The bits of the raw score; 0 where a heuristic decided.</param>
/// <param name="Score">1 to 99.</param>
public readonly record struct ProbeScore(long Raw, int Score);
