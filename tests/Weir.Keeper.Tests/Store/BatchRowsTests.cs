using System.Globalization;
using System.Net;
using Weir.Decisions;
using Weir.Decisions.Verdicts;
using Weir.Events.Schema;
using Weir.Events.Storage;
using Weir.Keeper.Store;
using Weir.Keeper.Tests.Support;

namespace Weir.Keeper.Tests.Store;

/// <summary>What is read back is what was offered, column by column and row by row.</summary>
public sealed class BatchRowsTests
{
    // More than the engine takes at once, and no multiple of it.
    private const int Many = 5_000;

    [Fact]
    public async Task EveryColumn_OfEveryRow_IsWhatWasOffered()
    {
        await using var scratch = new ScratchStore();
        var batch = Batch(scratch, Many, static i => i);

        Assert.Equal(Many, ScratchStore.Good(scratch.Store.Append(batch)));
        var more = Batch(scratch, Many, static i => Many + i);
        Assert.Equal(Many, ScratchStore.Good(scratch.Store.Append(more)));

        var expected = Enumerable.Range(0, 2 * Many).Select(i => Expected(scratch, i)).ToList();
        Assert.Equal(
            expected,
            scratch.Rows(
                "SELECT id, \"at\", site, method, path, http, secure, status, score, unscored, verdict, "
                + "source, class, heuristic, rule, ja4, tls_stable, browser, address, network, "
                + "address_hash IS NOT NULL AND length(address_hash) = 32, "
                + "duration_us, model, signals, weight FROM http_requests ORDER BY id"));
        var features = Enumerable.Range(0, 2 * Many).Where(static i => i % 3 != 0)
            .Select(i => ExpectedFeatures(scratch, i)).ToList();
        Assert.Equal(
            features,
            scratch.Rows(
                "SELECT \"@id\", \"@at\", \"@ja4\", \"@weight\", \"b.two\", a_one, c3 "
                + "FROM http_requests_features ORDER BY \"@id\""));
    }

    [Fact]
    public async Task DaysThatTakeTurns_EachGetTheirRows()
    {
        await using var scratch = new ScratchStore();
        Assert.Equal(3_000, ScratchStore.Good(scratch.Store.Append(Batch(scratch, 3_000, static i => i))));
        Assert.Equal(
            ["1000", "1000", "1000"],
            scratch.Rows("SELECT count(*) FROM http_requests GROUP BY \"at\"::DATE ORDER BY \"at\"::DATE"));
        Assert.Equal(
            ["3"],
            scratch.Rows(
                "SELECT count(*) FROM information_schema.tables WHERE starts_with(table_name, 'requests_')"));
    }

    [Fact]
    public async Task ATableOfOtherColumns_IsAFault_AndNothingIsWritten()
    {
        await using var scratch = new ScratchStore();
        var table = StoreNames.RequestTable(DateOnly.FromDateTime(scratch.Now.UtcDateTime));
        foreach (var made in new[] { "id VARCHAR", StoreColumns.Sql(StoreColumns.Requests).Replace(
            "USMALLINT", "INTEGER", StringComparison.Ordinal) })
        {
            ScratchStore.Good(scratch.Store.Engine.Run($"CREATE OR REPLACE TABLE {table} ({made})"));
            var fault = ScratchStore.Bad(scratch.Store.Append(Batch(scratch, 10, static i => 3 * i)));
            Assert.Equal(StoreFaultKind.Schema, fault.Kind);
            Assert.Contains(table, fault.Detail, StringComparison.Ordinal);
            Assert.Equal(["0"], scratch.Rows($"SELECT count(*) FROM {table}"));
        }
    }

    [Fact]
    public void AValueOfAnotherType_OrARowThatIsNotWhole_IsRefusedBeforeItIsWritten()
    {
        using var chunk = new ColumnChunk(StoreColumns.Features(ScratchStore.Three));
        Assert.Throws<InvalidOperationException>(() => chunk.Float(1));
        chunk.Text("id");
        Assert.Throws<InvalidOperationException>(() => chunk.Text("no time"));
        chunk.Moment(0);
        Assert.Throws<InvalidOperationException>(chunk.EndRow);
        Assert.Equal(0, chunk.Rows);
        chunk.Clear();
        for (var i = 0; i < chunk.Room; i++)
        {
            foreach (var _ in chunk.Columns)
            {
                chunk.Null();
            }

            chunk.EndRow();
        }

        Assert.True(chunk.Full);
        Assert.Throws<InvalidOperationException>(() => chunk.Text("one too many"));
        Assert.Throws<InvalidOperationException>(chunk.Null);
    }

    private static EventBatch Batch(ScratchStore scratch, int count, Func<int, int> seeds)
    {
        var bytes = new List<byte>(EventWriter.Head.ToArray());
        var room = new byte[Limits.EventBytes];
        for (var i = 0; i < count; i++)
        {
            var seed = seeds(i);
            var told = Told(scratch, seed);
            bytes.AddRange(room.AsSpan(0, EventWriter.Write(room, in told, Features(seed), 1 + (seed % 5))));
        }

        return new EventBatch(1, ScratchStore.Three, count, bytes.ToArray());
    }

    // Three days that take turns; texts of each length around the bound of short ones, and beyond any.
    private static DateTimeOffset At(ScratchStore scratch, int seed) =>
        scratch.Now.AddDays(-(seed % 3)).AddTicks(seed * 10L);

    private static string? Text(int seed, string letter) => (seed % 18) switch
    {
        0 => null,
        1 => "",
        17 => string.Concat(Enumerable.Repeat(letter, 200)),
        var length => string.Concat(Enumerable.Repeat(letter, length - 1)),
    };

    private static float[] Features(int seed) => (seed % 3) switch
    {
        0 => [],
        1 => [float.NaN, seed, -0.5f],
        _ => [seed / 8f, float.NaN, float.MaxValue],
    };

    private static string? Address(int seed) => (seed % 4) switch
    {
        0 => null,
        1 => $"198.51.{seed % 256}.7",
        2 => $"2001:db8:{seed:x}::1",
        _ => $"::ffff:192.0.2.{seed % 256}",
    };

    private static RequestEvent Told(ScratchStore scratch, int seed) => new()
    {
        Id = new RequestId((ulong)seed, (ulong)seed),
        At = At(scratch, seed),
        Site = Text(seed, "s"),
        Method = Text(seed + 1, "M"),
        Path = Text(seed + 2, "ü"),
        Http = (HttpKind)(seed % 5),
        Secure = seed % 2 == 0,
        Status = seed % 1_000,
        Score = seed % 100,
        Unscored = (UnscoredReason)(seed % ((int)UnscoredReason.SwitchedOff + 1)),
        Verdict = (Verdict)(seed % ((int)Verdict.Limit + 1)),
        Source = (ScoreSource)(seed % ((int)ScoreSource.Verified + 1)),
        Class = (VisitorClass)(seed % ((int)VisitorClass.LikelyHuman + 1)),
        Heuristic = Text(seed + 3, "h"),
        Rule = Text(seed + 4, "規"),
        Ja4 = Text(seed + 5, "🦆"),
        TlsStable = Text(seed + 6, "t"),
        Browser = seed % 7 == 0,
        Address = Address(seed) is { } address ? IPAddress.Parse(address) : null,
        Duration = TimeSpan.FromMicroseconds(seed * 1_000_003L),
        ModelNumber = seed * 10_000_000_000L,
        SignalsNumber = -seed,
        FeatureSet = 1,
    };

    private static string Expected(ScratchStore scratch, int seed)
    {
        var told = Told(scratch, seed);
        var address = told.Address is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : told.Address;
        string? http = told.Http switch
        {
            HttpKind.Http10 => "1.0",
            HttpKind.Http11 => "1.1",
            HttpKind.Http2 => "2",
            HttpKind.Http3 => "3",
            HttpKind.Unset => null,
            _ => null,
        };
        return Row(
            told.Id, told.At.UtcDateTime, told.Site, told.Method, told.Path, http, told.Secure, told.Status,
            told.Score > 0 ? told.Score : null, told.Unscored.Name(), told.Verdict.Name(), told.Source.Name(),
            told.Class.Name(), told.Heuristic, told.Rule, told.Ja4, told.TlsStable, told.Browser, address,
            Network(seed), address is null ? false : true, seed * 1_000_003L, told.ModelNumber,
            told.SignalsNumber, 1f + (seed % 5));
    }

    private static string? Network(int seed) => (seed % 4) switch
    {
        0 => null,
        1 => $"198.51.{seed % 256}.0/24",
        2 => $"{IPAddress.Parse($"2001:db8:{seed:x}::")}/48",
        _ => "192.0.2.0/24",
    };

    private static string ExpectedFeatures(ScratchStore scratch, int seed)
    {
        var told = Told(scratch, seed);
        return Row(
        [
            told.Id, told.At.UtcDateTime, told.Ja4, 1f + (seed % 5),
            .. Features(seed).Select(static f => float.IsNaN(f) ? (object?)null : f),
        ]);
    }

    private static string Row(params object?[] values) => string.Join(
        '|', values.Select(static v => v is null ? "-" : Convert.ToString(v, CultureInfo.CurrentCulture)));
}
