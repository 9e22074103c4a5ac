using System.Globalization;
using Weir.Decisions;
using Weir.Events.Storage;

namespace Weir.Keeper.Store;

/// <summary>What is done to the store every hour: count, hash, export, drop; in this order.</summary>
internal sealed class Upkeep(DuckDbEngine engine, DayTables tables)
{
    private readonly HourFiles _hours = new(engine);

    public static DateOnly OldestKey(DateTimeOffset now) => Day(now).AddDays(1 - Limits.StoreKeyDays);

    public Outcome<StoreReport, StoreFault> Run(DateTimeOffset now)
    {
        if (!tables.All().Try(out var all, out var fault))
        {
            return Fail(fault);
        }

        _hours.Sweep();
        StoreFiles.DropAside(Path.Combine(engine.Folder, StoreNames.File), now - Limits.StoreAddresses);
        foreach (var group in DayGroup.Of(all))
        {
            var kept = group.IsRequests ? Limits.StoreEvents : Limits.StoreFeatures;
            var undone = Old(group.Name, now, kept) ? Drop(group)
                : (group.IsRequests ? Count(group) ?? Hide(group, now) : null) ?? _hours.Write(group, now);
            if (undone is { } problem)
            {
                return Fail(problem);
            }
        }

        _hours.Prune(Day(now - Limits.StoreEvents), Day(now - Limits.StoreFeatures));
        return Forget(now) is { } unforgotten ? Fail(unforgotten) : Bound(now);
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    // A day goes when all of it is too old; so does one that has not come, of a clock that was ahead.
    private static bool Old(string table, DateTimeOffset now, TimeSpan kept) =>
        StoreNames.TryDay(table, out var day) && (day < Day(now - kept) || day > Day(now).AddDays(1));

    private static Outcome<StoreReport, StoreFault> Fail(StoreFault fault) =>
        Outcome<StoreReport, StoreFault>.Fail(fault);

    private StoreFault? Do(string sql) =>
        engine.Run(sql).Match(static _ => default(StoreFault?), static fault => fault);

    /// <summary>Does the same to each part.</summary>
    private StoreFault? Each(DayGroup group, Func<string, string> sql)
    {
        foreach (var table in group.Tables)
        {
            if (Do(sql(Sql.Name(table))) is { } undone)
            {
                return undone;
            }
        }

        return null;
    }

    private StoreFault? Drop(DayGroup group)
    {
        if (group.IsRequests && Count(group) is { } uncounted)
        {
            return uncounted;
        }

        _hours.Drop(group.Name);
        return Each(group, static table => $"DROP TABLE {table}");
    }

    /// <summary>
    /// Counts a day anew; but where less is left of it than was counted before, the earlier count stays.
    /// </summary>
    private StoreFault? Count(DayGroup group)
    {
        if (!StoreNames.TryDay(group.Name, out var day))
        {
            return null;
        }

        var date = string.Create(CultureInfo.InvariantCulture, $"DATE '{day:yyyy-MM-dd}'");
        return Do(
                $"DELETE FROM aggregates WHERE day = {date} AND (SELECT count(*) FROM {group.Rows}) "
                + $">= (SELECT coalesce(sum(events), 0) FROM aggregates WHERE day = {date})")
            ?? Do(
                $"INSERT INTO aggregates SELECT {date}, site, class, verdict, sum(weight), count(*) "
                + $"FROM {group.Rows} WHERE NOT EXISTS (FROM aggregates WHERE day = {date}) "
                + "GROUP BY ALL");
    }

    /// <summary>Addresses that were whole for long enough; what is left is their hash and network.</summary>
    private StoreFault? Hide(DayGroup group, DateTimeOffset now) => Each(group, table =>
        $"UPDATE {table} SET address = NULL WHERE address IS NOT NULL "
        + $"AND (\"at\" < {Sql.Moment(now - Limits.StoreAddresses)} "
        + $"OR \"at\" > {Sql.Moment(now + Limits.StoreAddresses)})");

    private StoreFault? Forget(DateTimeOffset now)
    {
        var keys = string.Create(CultureInfo.InvariantCulture, $"DATE '{OldestKey(now):yyyy-MM-dd}'");
        var counts = string.Create(
            CultureInfo.InvariantCulture,
            $"DATE '{Day(now).AddMonths(-Limits.StoreAggregateMonths):yyyy-MM-dd}'");
        return Do($"DELETE FROM address_keys WHERE day < {keys}")
            ?? Do($"DELETE FROM aggregates WHERE day < {counts}")
            ?? Do("CHECKPOINT");
    }

    /// <summary>Drops the oldest day until the rest fits.</summary>
    private Outcome<StoreReport, StoreFault> Bound(DateTimeOffset now)
    {
        while (true)
        {
            if (!tables.Refresh().Try(out _, out var fault) || !tables.All().Try(out var all, out fault)
                || !Bytes().Try(out var bytes, out fault))
            {
                return Fail(fault);
            }

            if (bytes <= Limit || all is [])
            {
                return Report(all, bytes);
            }

            var groups = DayGroup.Of(all);
            var oldest = groups[0];
            var today = StoreNames.TryDay(oldest.Name, out var day) && day >= Day(now);
            if ((today ? Shorten(groups, now) : Drop(oldest) ?? Do("CHECKPOINT")) is { } undone)
            {
                return Fail(undone);
            }

            if (today)
            {
                return Bytes().Try(out bytes, out fault) ? Report(all, bytes) : Fail(fault);
            }
        }
    }

    /// <summary>For tests, which have no two gigabytes.</summary>
    internal long Limit { get; set; } = Limits.StoreBytes;

    /// <summary>
    /// A day that alone is too large keeps its last hours, which signals are made of; and where those are too
    /// much, half as long again and again.
    /// </summary>
    private StoreFault? Shorten(List<DayGroup> groups, DateTimeOffset now)
    {
        for (var kept = Limits.StoreCrowdedDay; kept >= Limits.StoreCrowdedLeast; kept /= 2)
        {
            if (DeleteBefore(groups, now - kept) is { } undone)
            {
                return undone;
            }

            if (Bytes().Try(out var bytes, out _) && bytes <= Limit)
            {
                break;
            }
        }

        return null;
    }

    private StoreFault? DeleteBefore(List<DayGroup> groups, DateTimeOffset before)
    {
        foreach (var group in groups)
        {
            var at = group.IsRequests ? "\"at\"" : "\"@at\"";
            var undone = Each(group, table =>
                $"DELETE FROM {table} WHERE {at} < {Sql.Moment(before)}");
            if (undone is not null)
            {
                return undone;
            }
        }

        return Do("CHECKPOINT");
    }

    private Outcome<long, StoreFault> Bytes() => engine.Read(
        "SELECT used_blocks * block_size FROM pragma_database_size() "
        + "WHERE database_name = current_database()",
        static row => row.GetInt64(0)).Match(
            rows => Outcome<long, StoreFault>.Ok(
                rows.Sum() + StoreFiles.Bytes(engine.Folder, $"*{StoreFiles.Log}*")
                + StoreFiles.Bytes(_hours.Folder, "*.parquet")),
            Outcome<long, StoreFault>.Fail);

    /// <summary>Every event, by reading how many rows there are.</summary>
    public Outcome<long, StoreFault> Count() =>
        engine.Read($"SELECT count(*) FROM {StoreNames.RequestView}", static row => row.GetInt64(0))
            .Match(static rows => Outcome<long, StoreFault>.Ok(rows.Sum()), Outcome<long, StoreFault>.Fail);

    /// <param name="events">As counted already.</param>
    public Outcome<StoreReport, StoreFault> Measure(long events) =>
        !tables.All().Try(out var all, out var fault) || !Bytes().Try(out var bytes, out fault)
            ? Fail(fault)
            : Outcome<StoreReport, StoreFault>.Ok(new StoreReport(events, bytes, Oldest(all)));

    private static DateOnly? Oldest(List<string> all) =>
        DayTables.Of(all, StoreNames.Requests).FirstOrDefault() is { } table
            && StoreNames.TryDay(table, out var day) ? day : null;

    private Outcome<StoreReport, StoreFault> Report(List<string> all, long bytes) => Count().Match(
        events => Outcome<StoreReport, StoreFault>.Ok(new StoreReport(events, bytes, Oldest(all))), Fail);
}
