using System.Globalization;
using System.Security.Cryptography;
using Weir.Decisions;
using Weir.Events.Schema;
using Weir.Events.Storage;

namespace Weir.Keeper.Store;

/// <summary>
/// The event store of one node, in a file that this process alone can open. Used by one thread at a time.
/// </summary>
public sealed class DuckDbStore : IEventStore
{
    private const int Format = 1;
    private readonly DayTables _tables;
    private readonly StoreChunks _chunks = new();
    private readonly TimeProvider _time;
    private readonly Dictionary<DateOnly, AddressHashes> _hashes = [];
    private bool _full;
    private long _unlooked;

    // Whether batches went to the other part for a checkpoint that was put off.
    private bool _switched;

    private DuckDbStore(DuckDbEngine engine, TimeProvider time)
    {
        Engine = engine;
        _time = time;
        _tables = new DayTables(engine);
        Upkeep = new Upkeep(engine, _tables);
        Checkpoints = new Checkpoints(engine);
    }

    /// <summary>Where a file that could not be read was moved at opening; null without one.</summary>
    public string? MovedAside { get; private set; }

    /// <summary>The set that <c>http_requests_features</c> shows.</summary>
    public FeatureColumns Active => _tables.Active;

    /// <summary>
    /// How many events there are: counted at opening and by the upkeep, kept up with each batch between.
    /// </summary>
    public long Events { get; private set; }

    internal DuckDbEngine Engine { get; }

    internal Upkeep Upkeep { get; }

    internal Checkpoints Checkpoints { get; }

    /// <summary>Opens the store of a data folder, or begins one.</summary>
    /// <param name="dataFolder">Of the node.</param>
    /// <param name="time">For the names of days.</param>
    /// <returns>
    /// A file that another process holds is a fault. One that cannot be read is moved aside, a new one begun.
    /// </returns>
    public static Outcome<DuckDbStore, StoreFault> Open(string dataFolder, TimeProvider time)
    {
        var folder = Path.GetFullPath(Path.Combine(dataFolder, StoreNames.Folder));
        var file = Path.Combine(folder, StoreNames.File);
        if (StoreFiles.MakeFolder(folder) is { } unmade)
        {
            return Outcome<DuckDbStore, StoreFault>.Fail(unmade);
        }

        if (TryOpen(file, folder, time).Try(out var store, out var fault))
        {
            return Outcome<DuckDbStore, StoreFault>.Ok(store);
        }

        if (!StoreFaults.Corrupt(fault, folder))
        {
            return Outcome<DuckDbStore, StoreFault>.Fail(fault);
        }

        var aside = string.Create(
            CultureInfo.InvariantCulture, $"{file}.bad-{time.GetUtcNow().UtcDateTime:yyyyMMddHHmmss}");
        if (StoreFiles.MoveAside(file, aside) is { } unmoved)
        {
            return Outcome<DuckDbStore, StoreFault>.Fail(unmoved);
        }

        if (!TryOpen(file, folder, time).Try(out store, out fault))
        {
            return Outcome<DuckDbStore, StoreFault>.Fail(fault);
        }

        store.MovedAside = aside;
        return Outcome<DuckDbStore, StoreFault>.Ok(store);
    }

    /// <summary>From now on the view of features has exactly the columns of this set.</summary>
    public Outcome<long, StoreFault> Describe(FeatureColumns columns)
    {
        Checkpoints.Wait();
        return _tables.Describe(columns, DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime));
    }

    public Outcome<int, StoreFault> Append(EventBatch batch)
    {
        if (_full)
        {
            return Outcome<int, StoreFault>.Fail(new StoreFault(StoreFaultKind.Full,
                $"the store has more than {nameof(Limits.StoreBytes)}, {Limits.StoreBytes} bytes"));
        }

        var stored = Write(batch, !Checkpoints.Running, out var end);
        if (end.Lacks)
        {
            // Making one now would wait for the checkpoint with tables in hand that it waits for.
            Checkpoints.Wait();
            stored = Write(batch, true, out end);
        }

        if (!stored.Try(out var count, out var fault))
        {
            _tables.Forget();
            _hashes.Clear();
            return Outcome<int, StoreFault>.Fail(fault);
        }

        if (end.Made && !_tables.Refresh().Try(out _, out _))
        {
            // The events are stored; the next batch finds its tables unknown and makes the views anew.
            _tables.Forget();
        }

        Events += count;
        Look(batch.Bytes.Length);
        if (Checkpoints.Committed())
        {
            SwitchPart(end.Days, batch.Columns);
        }

        return Outcome<int, StoreFault>.Ok(count);
    }

    /// <summary>Whether it has more than it may: upkeep should not wait for its hour.</summary>
    public bool IsCrowded { get; private set; }

    /// <summary>How large it is costs a question to the engine, so it is asked now and then only.</summary>
    private void Look(int bytes)
    {
        _unlooked += bytes;
        if (_unlooked < Math.Min(Limits.StoreLookBytes, Upkeep.Limit / 8))
        {
            return;
        }

        _unlooked = 0;
        if (Measure().Try(out var report, out _))
        {
            IsCrowded = report.Bytes > Upkeep.Limit;
        }
    }

    /// <summary>What it holds now; reads sizes and names, and no rows.</summary>
    public Outcome<StoreReport, StoreFault> Measure() => Upkeep.Measure(Events);

    public Outcome<StoreReport, StoreFault> Maintain(DateTimeOffset now)
    {
        Checkpoints.Wait();
        var done = Upkeep.Run(now);
        foreach (var day in _hashes.Keys.Where(d => d < Upkeep.OldestKey(now)).ToArray())
        {
            _hashes.Remove(day);
        }

        if (done.Try(out var report, out _))
        {
            IsCrowded = _full = report.Bytes > Upkeep.Limit;
            Events = report.Events;
        }

        return done;
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    internal void Close()
    {
        Checkpoints.Dispose();
        _chunks.Dispose();
        Engine.Dispose();
    }

    /// <summary>
    /// Attaches another database, which has to lie in the folder of the store. For the drill: its tables then
    /// show in <c>information_schema</c> beside our own.
    /// </summary>
    internal Outcome<long, StoreFault> Attach(string path, string name) =>
        Engine.Run($"ATTACH {Sql.Text(path)} AS {Sql.Name(name)}");

    internal Outcome<long, StoreFault> Detach(string name) => Engine.Run($"DETACH {Sql.Name(name)}");

    /// <summary>A replica as in the incident: a database with a table of the same name and columns.</summary>
    internal Outcome<long, StoreFault> AttachReplica(string name) =>
        Attach(Path.Combine(Engine.Folder, $"{name}.duckdb"), name).Try(out _, out var fault)
            ? Engine.Run($"CREATE OR REPLACE TABLE {Sql.Name(name)}.main.{StoreNames.FeatureView} AS "
                + $"SELECT * FROM {StoreNames.FeatureView} LIMIT 0")
            : Outcome<long, StoreFault>.Fail(fault);

    private void SwitchPart(IReadOnlyCollection<DateOnly> days, FeatureColumns columns)
    {
        if (_switched)
        {
            _switched = false;
        }
        else if (!_tables.SwitchPart(days, columns).Try(out _switched, out _))
        {
            // The next batch makes its tables itself, or says why it cannot.
            Checkpoints.Wait();
            _tables.Forget();
        }
        else if (_switched)
        {
            // The engine holds tables that are younger than the reader for as long as the others, so a
            // checkpoint begins anew once they are older and have rows.
            Checkpoints.Wait();
        }
    }

    private Outcome<int, StoreFault> Write(EventBatch batch, bool mayMake, out BatchEnd end)
    {
        var last = default(BatchEnd);
        var stored = Engine.Whole(connection =>
        {
            using var rows = new BatchRows(connection, _tables, _chunks, mayMake, HashesOf);
            var written = rows.Write(batch);
            last = new BatchEnd(rows.MadeTables, rows.LacksTables, [.. rows.Days]);
            return written;
        });
        end = last;
        return stored;
    }

    private static Outcome<DuckDbStore, StoreFault> TryOpen(string file, string folder, TimeProvider time)
    {
        if (!DuckDbEngine.Open(file, folder).Try(out var engine, out var fault))
        {
            return Outcome<DuckDbStore, StoreFault>.Fail(fault);
        }

        var store = new DuckDbStore(engine, time);
        if (store.Begin().Try(out _, out fault))
        {
            return Outcome<DuckDbStore, StoreFault>.Ok(store);
        }

        store.Close();
        return Outcome<DuckDbStore, StoreFault>.Fail(fault);
    }

    private Outcome<long, StoreFault> Begin()
    {
        string[] steps =
        [
            "CREATE TABLE IF NOT EXISTS weir_store (format INTEGER)",
            $"INSERT INTO weir_store SELECT {Format} WHERE NOT EXISTS (FROM weir_store)",
            "CREATE TABLE IF NOT EXISTS address_keys (day DATE, key BLOB)",
            """
            CREATE TABLE IF NOT EXISTS aggregates
              (day DATE, site VARCHAR, class VARCHAR, verdict VARCHAR, requests DOUBLE, events BIGINT)
            """,
        ];
        foreach (var step in steps)
        {
            if (!Engine.Run(step).Try(out _, out var fault))
            {
                return Outcome<long, StoreFault>.Fail(fault);
            }
        }

        if (!Engine.Read("SELECT format FROM weir_store", static r => r.GetInt32(0))
            .Try(out var formats, out var unread))
        {
            return Outcome<long, StoreFault>.Fail(unread);
        }

        if (formats is not [Format])
        {
            return Outcome<long, StoreFault>.Fail(new StoreFault(
                StoreFaultKind.Schema, $"the store has another format than {Format}"));
        }

        if (!_tables.Refresh().Try(out _, out unread) || !Upkeep.Count().Try(out var events, out unread))
        {
            return Outcome<long, StoreFault>.Fail(unread);
        }

        Events = events;
        return Outcome<long, StoreFault>.Ok(events);
    }

    /// <summary>The hashes of a day; its key is made when the first event of the day comes.</summary>
    private AddressHashes? HashesOf(DateOnly day)
    {
        if (_hashes.TryGetValue(day, out var known))
        {
            return known;
        }

        var date = day.ToDateTime(TimeOnly.MinValue);
        if (!Engine.Read("SELECT key FROM address_keys WHERE day = $1::DATE", ReadKey, date)
            .Try(out var keys, out _))
        {
            return null;
        }

        var key = keys.FirstOrDefault(static k => k.Length == AddressHashes.KeyBytes)
            ?? RandomNumberGenerator.GetBytes(AddressHashes.KeyBytes);
        if (keys.Count == 0
            && !Engine.Run("INSERT INTO address_keys VALUES ($1::DATE, $2)", date, key).Try(out _, out _))
        {
            return null;
        }

        return _hashes[day] = new AddressHashes(key);
    }

    private static byte[] ReadKey(DuckDB.NET.Data.DuckDBDataReader row)
    {
        using var stream = row.GetStream(0);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <param name="Made">Whether there are tables that the views do not show yet.</param>
    /// <param name="Lacks">Whether it failed for a table only that might not be made.</param>
    /// <param name="Days">Of its events.</param>
    private readonly record struct BatchEnd(bool Made, bool Lacks, IReadOnlyCollection<DateOnly> Days);
}
