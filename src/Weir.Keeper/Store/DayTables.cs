using DuckDB.NET.Data;
using Weir.Decisions;
using Weir.Events.Schema;
using Weir.Events.Storage;

namespace Weir.Keeper.Store;

/// <summary>
/// The tables of days, and the two views over them: dropping a day is dropping a table, which gives its room
/// back at once.
/// </summary>
internal sealed class DayTables(DuckDbEngine engine)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The set that the view of features shows.</summary>
    public FeatureColumns Active { get; private set; } = FeatureColumns.None;

    /// <summary>
    /// Which part of their day batches go to now. A day has two tables of each kind, so that one can be
    /// written to while the engine holds the other.
    /// </summary>
    public string Part { get; private set; } = "";

    /// <summary>Batches go to the other part; its tables of these days are made where missing.</summary>
    /// <returns>Whether some were made.</returns>
    public Outcome<bool, StoreFault> SwitchPart(IEnumerable<DateOnly> days, FeatureColumns columns)
    {
        Part = Part.Length == 0 ? StoreNames.SecondPart : "";
        var set = StoreNames.Set(columns);
        var made = false;
        foreach (var (table, featured) in days.SelectMany(day => new (string, FeatureColumns?)[]
        {
            (StoreNames.RequestTable(day, Part), null), (StoreNames.FeatureTable(day, set, Part), columns),
        }))
        {
            if (_known.Contains(table))
            {
                continue;
            }

            made = true;
            if (!engine.Run(Create(table, featured)).Try(out _, out var fault))
            {
                return Outcome<bool, StoreFault>.Fail(fault);
            }
        }

        return !made || Refresh().Try(out _, out var unseen)
            ? Outcome<bool, StoreFault>.Ok(made)
            : Outcome<bool, StoreFault>.Fail(unseen);
    }

    public bool Knows(string table) => _known.Contains(table);

    /// <summary>Makes the view of features show the columns of a set and no others.</summary>
    public Outcome<long, StoreFault> Describe(FeatureColumns columns, DateOnly today)
    {
        Active = columns;
        var table = StoreNames.FeatureTable(today, StoreNames.Set(columns));
        return engine.Run(Create(table, columns)).Try(out _, out var fault)
            ? Refresh()
            : Outcome<long, StoreFault>.Fail(fault);
    }

    /// <summary>Reads which tables there are and makes the views anew; after any change of tables.</summary>
    public Outcome<long, StoreFault> Refresh()
    {
        if (!All().Try(out var tables, out var fault))
        {
            return Outcome<long, StoreFault>.Fail(fault);
        }

        _known.Clear();
        _known.UnionWith(tables);
        var requests = Of(tables, StoreNames.Requests).ToArray();
        var suffix = $"_{StoreNames.Set(Active)}";
        var features = Of(tables, StoreNames.Features)
            .Where(t => t.EndsWith(suffix, StringComparison.Ordinal)).ToArray();
        var columns = StoreColumns.Sql(StoreColumns.Requests);
        return View(StoreNames.RequestView, requests, columns).Try(out _, out fault)
            ? View(StoreNames.FeatureView, features, FeatureColumnsOf(Active))
            : Outcome<long, StoreFault>.Fail(fault);
    }

    /// <summary>All day tables, oldest first; of a day its events before its features.</summary>
    public Outcome<List<string>, StoreFault> All() => engine.Read(
        """
        SELECT table_name FROM information_schema.tables
        WHERE table_catalog = current_database() AND table_schema = 'main' AND table_type = 'BASE TABLE'
          AND (starts_with(table_name, 'requests_') OR starts_with(table_name, 'features_'))
        ORDER BY regexp_extract(table_name, '[0-9]{8}'), table_name DESC
        """,
        static row => row.GetString(0));

    /// <summary>Makes a table within the transaction of a batch, where it is not there yet.</summary>
    /// <returns>Whether it was made.</returns>
    public bool Need(DuckDBConnection connection, string table, FeatureColumns? columns)
    {
        if (_known.Contains(table))
        {
            return false;
        }

        using var command = connection.CreateCommand();
        command.CommandText = Create(table, columns);
        command.ExecuteNonQuery();
        _known.Add(table);
        return true;
    }

    /// <summary>What was made within a transaction that ended badly is not there.</summary>
    public void Forget() => _known.Clear();

    public static IEnumerable<string> Of(IEnumerable<string> tables, string prefix) =>
        tables.Where(t => t.StartsWith(prefix, StringComparison.Ordinal));

    /// <param name="table">Its name.</param>
    /// <param name="columns">Null for requests.</param>
    private static string Create(string table, FeatureColumns? columns)
    {
        var all = columns is null ? StoreColumns.Requests : StoreColumns.Features(columns);
        return $"CREATE TABLE IF NOT EXISTS {Sql.Name(table)} ({StoreColumns.Sql(all)})";
    }

    private static string FeatureColumnsOf(FeatureColumns columns) =>
        StoreColumns.Sql(StoreColumns.Features(columns));

    private Outcome<long, StoreFault> View(string name, string[] tables, string columns)
    {
        if (tables.Length > 0)
        {
            return engine.Run($"CREATE OR REPLACE VIEW {name} AS {Sql.Union(tables)}");
        }

        // Without any table the view still has its columns, so that whoever reads it finds nothing rather
        // than an error.
        var empty = Sql.Name($"empty_{name}");
        return engine.Run($"CREATE OR REPLACE TABLE {empty} ({columns})").Try(out _, out var fault)
            ? engine.Run($"CREATE OR REPLACE VIEW {name} AS SELECT * FROM {empty}")
            : Outcome<long, StoreFault>.Fail(fault);
    }
}
