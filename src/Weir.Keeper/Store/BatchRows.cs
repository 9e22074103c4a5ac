using DuckDB.NET.Data;
using Weir.Decisions;
using Weir.Events.Schema;
using Weir.Events.Storage;

namespace Weir.Keeper.Store;

/// <summary>
/// Writes the events of one batch through appenders, one for each table that they belong to, within the
/// transaction of the batch.
/// </summary>
internal sealed class BatchRows(
    DuckDBConnection connection, DayTables tables, StoreChunks chunks, bool mayMake,
    Func<DateOnly, AddressHashes?> hashes)
    : IDisposable
{
    private readonly Dictionary<DateOnly, Day> _days = [];

    // The day whose rows the chunks hold.
    private Day? _day;

    /// <summary>Whether there are tables that the views do not show yet.</summary>
    public bool MadeTables { get; private set; }

    /// <summary>The days that its events are of.</summary>
    public IReadOnlyCollection<DateOnly> Days => _days.Keys;

    /// <summary>Whether it failed for a table only that was not there and might not be made.</summary>
    public bool LacksTables { get; private set; }

    public Outcome<int, StoreFault> Write(EventBatch batch)
    {
        chunks.Begin(batch.Columns);
        var features = batch.Columns.Features.Length;
        var count = 0;
        var reader = new EventReader(batch.Bytes.Span);
        while (reader.TryNext(out var told))
        {
            if (told.Features.Length > 0 && told.Features.Length != features)
            {
                return Fail(new StoreFault(StoreFaultKind.Malformed,
                    $"event {told.Id} has {told.Features.Length} features, its set {features}"));
            }

            if (!DayOf(told.At, batch.Columns).Try(out var day, out var fault))
            {
                return Fail(fault);
            }

            RequestRow.Write(chunks.Requests, in told, day.Hashes);
            if (told.Features.Length > 0)
            {
                RequestRow.WriteFeatures(chunks.Features, in told);
            }

            if (chunks.Requests.Full && Flush() is { } unwritten)
            {
                return Fail(unwritten);
            }

            count++;
        }

        return reader.Malformed || count != batch.Count
            ? Fail(new StoreFault(StoreFaultKind.Malformed,
                $"batch {batch.Sequence}: {count} of {batch.Count} events could be read"))
            : (Flush() ?? Close()) is { } unclosed ? Fail(unclosed)
            : Outcome<int, StoreFault>.Ok(count);
    }

    public void Dispose()
    {
        foreach (var day in _days.Values)
        {
            day.Requests.Dispose();
            day.Features?.Dispose();
        }
    }

    private static Outcome<int, StoreFault> Fail(StoreFault fault) => Outcome<int, StoreFault>.Fail(fault);

    private static Outcome<Day, StoreFault> NoDay(StoreFault fault) => Outcome<Day, StoreFault>.Fail(fault);

    /// <summary>What the chunks hold goes to the tables of its day.</summary>
    private StoreFault? Flush()
    {
        if (_day is not { } day)
        {
            return null;
        }

        // Never more feature rows than requests, so the first is full before the second is.
        return (chunks.Requests.Rows > 0 ? day.Requests.Append(chunks.Requests) : null)
            ?? (chunks.Features.Rows > 0 ? day.Features?.Append(chunks.Features) : null);
    }

    private StoreFault? Close()
    {
        foreach (var day in _days.Values)
        {
            if ((day.Requests.Close() ?? day.Features?.Close()) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private Outcome<Day, StoreFault> DayOf(DateTimeOffset at, FeatureColumns columns)
    {
        var date = DateOnly.FromDateTime(at.UtcDateTime);
        if (_day?.Date == date)
        {
            return Outcome<Day, StoreFault>.Ok(_day);
        }

        if (Flush() is { } unwritten)
        {
            return NoDay(unwritten);
        }

        if (!_days.TryGetValue(date, out var day))
        {
            if (!Open(date, columns).Try(out day, out var fault))
            {
                return NoDay(fault);
            }

            _days.Add(date, day);
        }

        _day = day;
        return Outcome<Day, StoreFault>.Ok(day);
    }

    private Outcome<Day, StoreFault> Open(DateOnly date, FeatureColumns columns)
    {
        var requests = StoreNames.RequestTable(date, tables.Part);
        var features = StoreNames.FeatureTable(date, chunks.Set, tables.Part);
        var featured = columns.Features.Length > 0;
        LacksTables = !mayMake && !(tables.Knows(requests) && (!featured || tables.Knows(features)));
        if (LacksTables)
        {
            return NoDay(new StoreFault(StoreFaultKind.Failed, $"{requests} is not there yet"));
        }

        if (hashes(date) is not { } keyed)
        {
            return NoDay(new StoreFault(
                StoreFaultKind.Failed, "there is no key for the addresses of this day"));
        }

        MadeTables |= tables.Need(connection, requests, null);
        if (!TableAppender.Open(connection, requests, chunks.Requests).Try(out var first, out var fault))
        {
            return NoDay(fault);
        }

        var day = new Day(date, first, keyed);
        if (!featured)
        {
            return Outcome<Day, StoreFault>.Ok(day);
        }

        MadeTables |= tables.Need(connection, features, columns);
        if (TableAppender.Open(connection, features, chunks.Features).Try(out var second, out fault))
        {
            day.Features = second;
            return Outcome<Day, StoreFault>.Ok(day);
        }

        first.Dispose();
        return NoDay(fault);
    }

    private sealed class Day(DateOnly date, TableAppender requests, AddressHashes hashes)
    {
        public DateOnly Date => date;

        public TableAppender Requests => requests;

        public TableAppender? Features { get; set; }

        public AddressHashes Hashes => hashes;
    }
}
