using System.Net;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Verdicts;
using Weir.Events.Queue;
using Weir.Events.Schema;

namespace Weir.Bench.Events;

/// <summary>
/// Events that differ as those of visitors do, from a seed: a store compresses what is always the same to
/// nothing. Every seventh feature is missing; of the others a third are flags, counts and shares each.
/// </summary>
internal sealed class Traffic
{
    private const int Variants = 1_024;
    private const int Paths = 500;
    private const int Fingerprints = 30;
    private readonly float[][] _features;
    private readonly IPAddress[] _addresses;
    private readonly string[] _paths = [.. Enumerable.Range(0, Paths).Select(static i => $"/products/{i}")];
    private readonly string[] _ja4 =
        [.. Enumerable.Range(10, Fingerprints).Select(static i => $"t13d1516h2_8daaf6152771_02713d6af8{i}")];

    public Traffic(int features)
    {
        var chance = new Random(7);
        Columns = new FeatureColumns(1, [.. Enumerable.Range(0, features)
            .Select(static i => new FeatureDefinition($"f{i}", FeatureType.F32, "1"))]);
        _features = [.. Enumerable.Range(0, Variants).Select(_ => Vector(features, chance))];
        _addresses = [.. Enumerable.Range(0, Variants).Select(
            i => new IPAddress([198, 18, (byte)chance.Next(64), (byte)i]))];
    }

    public FeatureColumns Columns { get; }

    public EventFate Offer(EventQueue queue, int seed)
    {
        // Neighbours differ, and the same seed is the same event.
        var mixed = (int)(((uint)seed * 2_654_435_761u) >> 8);
        var now = queue.Time.GetUtcNow();
        var told = new RequestEvent
        {
            Id = RequestId.Create(now.ToUnixTimeMilliseconds(), (ulong)mixed << 32 | (uint)seed, 7),
            At = now,
            Site = "shop",
            Method = "GET",
            Path = _paths[mixed % Paths],
            Http = HttpKind.Http2,
            Secure = true,
            Status = 200,
            Score = 1 + (mixed % 99),
            Verdict = Verdict.Forward,
            Source = ScoreSource.Model,
            Class = VisitorClass.LikelyHuman,
            Ja4 = _ja4[mixed % Fingerprints],
            TlsStable = _ja4[mixed % Fingerprints],
            Browser = true,
            Address = _addresses[mixed % Variants],
            Duration = TimeSpan.FromMicroseconds(200 + (mixed % 50_000)),
            FeatureSet = 1,
            Features = _features[mixed % Variants],
        };
        return queue.Offer(in told);
    }

    private static float[] Vector(int features, Random chance) =>
    [
        .. Enumerable.Range(0, features).Select(i => i % 7 == 0 ? float.NaN
        : (i % 3) switch
        {
            0 => chance.Next(2),
            1 => chance.Next(100),
            _ => chance.Next(1_000) / 1_000f,
        }),
    ];
}
