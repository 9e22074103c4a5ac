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

    /// <summary>Makes the view of features show the columns of a set and no others.</summary>
    public Outcome<long, StoreFault> Describe(FeatureColumns columns, DateOnly today)
    {
        Active = columns;
        var table = StoreNames.FeatureTable(today, StoreNames.Set(columns));
        return engine.Run(CreateFeatures(table, columns)).Try(out _, out var fault)
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
        command.CommandText = columns is null
            ? $"CREATE TABLE IF NOT EXISTS {Sql.Name(table)} ({StoreColumns.Sql(StoreColumns.Requests)})"
            : CreateFeatures(table, columns);
        command.ExecuteNonQuery();
        _known.Add(table);
        return true;
    }

    /// <summary>What was made within a transaction that ended badly is not there.</summary>
    public void Forget() => _known.Clear();

    public static IEnumerable<string> Of(IEnumerable<string> tables, string prefix) =>
        tables.Where(t => t.StartsWith(prefix, StringComparison.Ordinal));

    private static string CreateFeatures(string table, FeatureColumns columns) =>
        $"CREATE TABLE IF NOT EXISTS {Sql.Name(table)} ({FeatureColumnsOf(columns)})";

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
