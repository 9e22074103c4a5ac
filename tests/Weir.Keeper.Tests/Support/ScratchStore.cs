using System.Net;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Verdicts;
using Weir.Events.Schema;
using Weir.Keeper.Store;

namespace Weir.Keeper.Tests.Support;

/// <summary>An event as a test writes it.</summary>
internal sealed record Told(DateTimeOffset At)
{
    public string? Ja4 { get; init; } = "t13d1516h2_8daaf6152771_e5627efa2ab1";

    public string Address { get; init; } = "192.0.2.7";

    public HttpKind Http { get; init; } = HttpKind.Http11;

    public string? Heuristic { get; init; }

    public bool Browser { get; init; }

    public int Weight { get; init; } = 1;

    public int Score { get; init; } = 40;

    public float[] Features { get; init; } = [1, 2, 3];
}

/// <summary>A store in a folder of its own, with a clock that only the test moves.</summary>
internal sealed class ScratchStore : IAsyncDisposable
{
    public static readonly FeatureColumns Three = Columns(1, "b.two", "a_one", "c3");

    private long _sequence;

    public ScratchStore()
    {
        Directory.CreateDirectory(Folder);
        Store = Opened();
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"weir-keeper-{Guid.NewGuid():N}");

    public ManualTimeProvider Time { get; } = new();

    public DateTimeOffset Now => Time.GetUtcNow();

    public DuckDbStore Store { get; private set; }

    public static FeatureColumns Columns(int id, params string[] names) => new(
        id, [.. names.Select(static n => new FeatureDefinition(n, FeatureType.F32, "1"))]);

    public static EventBatch Batch(long sequence, FeatureColumns columns, params IEnumerable<Told> told)
    {
        var bytes = new List<byte>(EventWriter.Head.ToArray());
        var room = new byte[Limits.EventBytes];
        var count = 0;
        foreach (var one in told)
        {
            var written = EventWriter.Write(
                room,
                new RequestEvent
                {
                    Id = RequestId.Create(one.At.ToUnixTimeMilliseconds(), (ulong)++count, 7),
                    At = one.At,
                    Site = "shop",
                    Method = "GET",
                    Path = "/a",
                    Http = one.Http,
                    Status = 200,
                    Score = one.Score,
                    Verdict = Verdict.Forward,
                    Source = ScoreSource.Model,
                    Class = VisitorClass.LikelyHuman,
                    Heuristic = one.Heuristic,
                    Ja4 = one.Ja4,
                    Browser = one.Browser,
                    Address = IPAddress.TryParse(one.Address, out var address) ? address : null,
                    FeatureSet = columns.Id,
                },
                one.Features, one.Weight);
            bytes.AddRange(room.AsSpan(0, written));
        }

        return new EventBatch(sequence, columns, count, bytes.ToArray());
    }

    public int Append(params IEnumerable<Told> told) => AppendAs(Three, told);

    public int AppendAs(FeatureColumns columns, params IEnumerable<Told> told) =>
        Good(Store.Append(Batch(++_sequence, columns, told)));

    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = Opened();
    }

    public List<string> Rows(string sql) => Good(Store.Engine.Read(
        sql,
        static row => string.Join('|', Enumerable.Range(0, row.FieldCount)
            .Select(i => row.IsDBNull(i) ? "-" : row.GetValue(i).ToString()))));

    public static T Good<T, TError>(Outcome<T, TError> outcome)
        where T : notnull
        where TError : struct
    {
        if (outcome.Try(out var value, out var error))
        {
            return value;
        }

        Assert.Fail($"{error}");
        return value ?? throw new InvalidOperationException();
    }

    public static TError Bad<T, TError>(Outcome<T, TError> outcome)
        where T : notnull
        where TError : struct
    {
        Assert.False(outcome.Try(out _, out var error));
        return error;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private DuckDbStore Opened()
    {
        var store = Good(DuckDbStore.Open(Folder, Time));
        Good(store.Describe(Three));
        return store;
    }
}
