using DuckDB.NET.Data;
using Weir.Decisions;
using Weir.Decisions.Verdicts;
using Weir.Events.Schema;
using Weir.Events.Storage;

namespace Weir.Keeper.Store;

/// <summary>
/// Writes the events of one batch through appenders, one for each table that they belong to, within the
/// transaction of the batch.
/// </summary>
internal sealed class BatchRows(
    DuckDBConnection connection, DayTables tables, FeatureColumns columns,
    Func<DateOnly, AddressHashes?> hashes)
    : IDisposable
{
    private const int TicksPerMicrosecond = 10;
    private readonly Dictionary<DateOnly, Day> _days = [];
    private readonly string _set = StoreNames.Set(columns);

    /// <summary>Whether there are tables that the views do not show yet.</summary>
    public bool MadeTables { get; private set; }

    public Outcome<int, StoreFault> Write(EventBatch batch)
    {
        var count = 0;
        var reader = new EventReader(batch.Bytes.Span);
        while (reader.TryNext(out var told))
        {
            if (told.Features.Length > 0 && told.Features.Length != columns.Features.Length)
            {
                return Fail(StoreFaultKind.Malformed,
                    $"event {told.Id} has {told.Features.Length} features, its set "
                    + $"{columns.Features.Length}");
            }

            if (DayOf(told.At) is not { } day)
            {
                return Fail(StoreFaultKind.Failed, "there is no key for the addresses of this day");
            }

            WriteRequest(day, told);
            if (told.Features.Length > 0)
            {
                WriteFeatures(day, told);
            }

            count++;
        }

        return reader.Malformed || count != batch.Count
            ? Fail(StoreFaultKind.Malformed,
                $"batch {batch.Sequence}: {count} of {batch.Count} events could be read")
            : Close(count);
    }

    public void Dispose()
    {
        foreach (var day in _days.Values)
        {
            day.Requests.Dispose();
            day.Features?.Dispose();
        }
    }

    private static Outcome<int, StoreFault> Fail(StoreFaultKind kind, string detail) =>
        Outcome<int, StoreFault>.Fail(new StoreFault(kind, detail));

    private Outcome<int, StoreFault> Close(int count)
    {
        foreach (var day in _days.Values)
        {
            day.Requests.Close();
            day.Features?.Close();
        }

        return Outcome<int, StoreFault>.Ok(count);
    }

    private Day? DayOf(DateTimeOffset at)
    {
        var date = DateOnly.FromDateTime(at.UtcDateTime);
        if (_days.TryGetValue(date, out var day))
        {
            return day;
        }

        if (hashes(date) is not { } keyed)
        {
            return null;
        }

        var table = StoreNames.RequestTable(date);
        MadeTables |= tables.Need(connection, table, null);
        day = new Day(date, connection.CreateAppender(table), keyed);
        _days.Add(date, day);
        return day;
    }

    private static void WriteRequest(Day day, in RequestEvent told)
    {
        var address = told.Address is { } whole ? day.Hashes.Of(whole) : null;
        var row = day.Requests.CreateRow();
        row.AppendValue(told.Id.ToString()).AppendValue(told.At.UtcDateTime);
        Text(row, told.Site);
        Text(row, told.Method);
        Text(row, told.Path);
        Text(row, Name(told.Http));
        row.AppendValue(told.Secure).AppendValue((ushort)told.Status);
        if (told.Score > 0)
        {
            row.AppendValue((byte)told.Score);
        }
        else
        {
            row.AppendNullValue();
        }

        Text(row, told.Unscored.Name());
        Text(row, told.Verdict.Name());
        Text(row, told.Source.Name());
        Text(row, told.Class.Name());
        Text(row, told.Heuristic);
        Text(row, told.Rule);
        Text(row, told.Ja4);
        Text(row, told.TlsStable);
        row.AppendValue(told.Browser);
        Text(row, address?.Whole);
        Text(row, address?.Hash);
        Text(row, address?.Network);
        row.AppendValue(told.Duration.Ticks / TicksPerMicrosecond).AppendValue(told.ModelNumber)
            .AppendValue(told.SignalsNumber).AppendValue(told.Weight).EndRow();
    }

    private void WriteFeatures(Day day, in RequestEvent told)
    {
        if (day.Features is null)
        {
            var table = StoreNames.FeatureTable(day.Date, _set);
            MadeTables |= tables.Need(connection, table, columns);
            day.Features = connection.CreateAppender(table);
        }

        var row = day.Features.CreateRow();
        row.AppendValue(told.Id.ToString()).AppendValue(told.At.UtcDateTime);
        Text(row, told.Ja4);
        row.AppendValue(told.Weight);
        foreach (var value in told.Features)
        {
            // Missing is null: every function of the engine leaves it out by itself.
            if (float.IsNaN(value))
            {
                row.AppendNullValue();
            }
            else
            {
                row.AppendValue(value);
            }
        }

        row.EndRow();
    }

    private static void Text(IDuckDBAppenderRow row, string? text)
    {
        if (text is null)
        {
            row.AppendNullValue();
        }
        else
        {
            row.AppendValue(text);
        }
    }

    private static string? Name(HttpKind http) => http switch
    {
        HttpKind.Http10 => "1.0",
        HttpKind.Http11 => "1.1",
        HttpKind.Http2 => "2",
        HttpKind.Http3 => "3",
        HttpKind.Unset => null,
        _ => null,
    };

    private sealed class Day(DateOnly date, DuckDBAppender requests, AddressHashes hashes)
    {
        public DateOnly Date => date;

        public DuckDBAppender Requests => requests;

        public DuckDBAppender? Features { get; set; }

        public AddressHashes Hashes => hashes;
    }
}
