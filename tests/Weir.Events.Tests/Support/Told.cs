using System.Net;
using CsCheck;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Verdicts;
using Weir.Events.Schema;

namespace Weir.Events.Tests.Support;

/// <summary>An event as a class, so that generators and collections can hold it.</summary>
internal sealed record Told
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string?> Texts = Gen.OneOf(
        Gen.Bool.Select(static _ => (string?)null),
        Gen.String[Gen.Char.AlphaNumeric, 0, 40].Select(static s => (string?)s),
        Gen.String[0, 40].Select(static s => (string?)s.Normalized()));

    public static readonly Gen<Told> Any = Gen.Select(
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Long[0, DateTime.MaxValue.Ticks], Gen.Long[0, long.MaxValue]),
        Gen.Select(Texts, Texts, Texts, Texts, Texts, Texts, Texts),
        Gen.Select(Gen.Int[0, 4], Gen.Bool, Gen.Int[0, 999], Gen.Int[0, 99], Gen.Int[0, 5], Gen.Int[0, 4]),
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Bool, Gen.Byte.Array[16], Gen.Int[0, 2]),
        Gen.Select(Gen.Long, Gen.Long, Gen.Int, Gen.Single.Array[0, 40], Gen.Int[1, 1_000_000]),
        static (key, texts, http, marks, rest) => new Told
        {
            Id = new RequestId(key.Item1, key.Item2),
            At = new DateTimeOffset(key.Item3, TimeSpan.Zero),
            Duration = new TimeSpan(key.Item4),
            Texts7 =
            [
                texts.Item1, texts.Item2, texts.Item3, texts.Item4, texts.Item5, texts.Item6, texts.Item7,
            ],
            Http = (HttpKind)http.Item1,
            Secure = http.Item2,
            Status = http.Item3,
            Score = http.Item4,
            Unscored = (UnscoredReason)http.Item5,
            Verdict = (Verdict)http.Item6,
            Source = (ScoreSource)marks.Item1,
            Class = (VisitorClass)marks.Item2,
            Browser = marks.Item3,
            Address = marks.Item5 == 0
                ? null
                : new IPAddress(marks.Item4.AsSpan(0, marks.Item5 == 1 ? 4 : 16)),
            Model = rest.Item1,
            Signals = rest.Item2,
            Set = rest.Item3,
            Features = rest.Item4,
            Weight = rest.Item5,
        });

    public RequestId Id { get; init; }

    public DateTimeOffset At { get; init; } = Noon;

    public TimeSpan Duration { get; init; }

    /// <summary>Site, method, path, heuristic, rule, JA4, TLS stable.</summary>
    public string?[] Texts7 { get; init; } = ["shop", "GET", "/a", null, null, "t13d", null];

    public HttpKind Http { get; init; }

    public bool Secure { get; init; }

    public int Status { get; init; }

    public int Score { get; init; }

    public UnscoredReason Unscored { get; init; }

    public Verdict Verdict { get; init; }

    public ScoreSource Source { get; init; }

    public VisitorClass Class { get; init; }

    public bool Browser { get; init; }

    public IPAddress? Address { get; init; }

    public long Model { get; init; }

    public long Signals { get; init; }

    public int Set { get; init; }

    public float[] Features { get; init; } = [];

    public float Weight { get; init; } = 1;

    public RequestEvent Event => new()
    {
        Id = Id,
        At = At,
        Duration = Duration,
        Site = Texts7[0],
        Method = Texts7[1],
        Path = Texts7[2],
        Heuristic = Texts7[3],
        Rule = Texts7[4],
        Ja4 = Texts7[5],
        TlsStable = Texts7[6],
        Http = Http,
        Secure = Secure,
        Status = Status,
        Score = Score,
        Unscored = Unscored,
        Verdict = Verdict,
        Source = Source,
        Class = Class,
        Browser = Browser,
        Address = Address,
        ModelNumber = Model,
        SignalsNumber = Signals,
        FeatureSet = Set,
        Features = Features,
        Weight = Weight,
    };

    public static Told Of(in RequestEvent read) => new()
    {
        Id = read.Id,
        At = read.At,
        Duration = read.Duration,
        Texts7 =
        [
            read.Site, read.Method, read.Path, read.Heuristic, read.Rule, read.Ja4, read.TlsStable,
        ],
        Http = read.Http,
        Secure = read.Secure,
        Status = read.Status,
        Score = read.Score,
        Unscored = read.Unscored,
        Verdict = read.Verdict,
        Source = read.Source,
        Class = read.Class,
        Browser = read.Browser,
        Address = read.Address,
        Model = read.ModelNumber,
        Signals = read.SignalsNumber,
        Set = read.FeatureSet,
        Features = read.Features.ToArray(),
        Weight = read.Weight,
    };

    /// <summary>Alike in everything, NaN equal to NaN.</summary>
    public bool SameAs(Told other) =>
        Texts7.SequenceEqual(other.Texts7)
        && Features.AsSpan().SequenceEqual(other.Features)
        && this with { Texts7 = [], Features = [] } is var mine
        && mine == other with { Texts7 = mine.Texts7, Features = mine.Features };

    public byte[] Bytes()
    {
        var room = new byte[Limits.EventBytes];
        var told = Event;
        return room[..EventWriter.Write(room, in told, Features, Weight)];
    }

    public static byte[] Batch(params IEnumerable<Told> events) =>
        [.. EventWriter.Head.ToArray(), .. events.SelectMany(static one => one.Bytes())];

    public static List<Told> Read(ReadOnlySpan<byte> bytes, out bool malformed)
    {
        var read = new List<Told>();
        var reader = new EventReader(bytes);
        while (reader.TryNext(out var next))
        {
            read.Add(Of(in next));
        }

        malformed = reader.Malformed;
        return read;
    }

    public static FeatureColumns Columns(int id, int count) => new(
        id, [.. Enumerable.Range(0, count).Select(static i =>
            new FeatureDefinition($"f{i}", FeatureType.F32, "1"))]);
}

internal static class TextExtensions
{
    /// <summary>As it comes back: what is no text, such as half a pair, is replaced.</summary>
    public static string Normalized(this string text) =>
        System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
