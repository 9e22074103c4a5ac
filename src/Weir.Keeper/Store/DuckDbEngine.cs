using System.Globalization;
using DuckDB.NET.Data;
using Weir.Decisions;
using Weir.Events.Storage;

namespace Weir.Keeper.Store;

/// <summary>
/// One connection to a database with its caps set and locked. What the engine throws ends here as a value.
/// </summary>
internal sealed class DuckDbEngine : IDisposable
{
    private readonly DuckDBConnection _connection;

    private DuckDbEngine(DuckDBConnection connection, string file, string folder) =>
        (_connection, File, Folder) = (connection, file, folder);

    /// <summary>The database.</summary>
    public string File { get; }

    /// <summary>The only folder that the engine can read and write.</summary>
    public string Folder { get; }

    /// <param name="file">The database, or <c>:memory:</c>.</param>
    /// <param name="folder">The only folder that SQL may reach.</param>
    /// <param name="readOnly">Whether the file stays as it is.</param>
    [Boundary("the engine says by exception that it cannot open a file")]
    public static Outcome<DuckDbEngine, StoreFault> Open(string file, string folder, bool readOnly = false)
    {
        var connection = new DuckDBConnection(
            $"Data Source={file}{(readOnly ? ";ACCESS_MODE=READ_ONLY" : "")}");
        try
        {
            connection.Open();
            foreach (var setting in Caps(folder))
            {
                using var command = connection.CreateCommand();
                command.CommandText = setting;
                command.ExecuteNonQuery();
            }

            return Outcome<DuckDbEngine, StoreFault>.Ok(new DuckDbEngine(connection, file, folder));
        }
        catch (Exception e) when (StoreFaults.Known(e))
        {
            connection.Dispose();
            return Outcome<DuckDbEngine, StoreFault>.Fail(StoreFaults.Of(e, file));
        }
    }

    /// <summary>
    /// Another connection to the same database, under the same caps. It throws as the engine does.
    /// </summary>
    public DuckDBConnection Another()
    {
        var connection = new DuckDBConnection(_connection.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    [Boundary("the engine says by exception what it could not do")]
    public Outcome<long, StoreFault> Run(string sql, params object[] values)
    {
        try
        {
            using var command = Command(sql, values);
            return Outcome<long, StoreFault>.Ok(command.ExecuteNonQuery());
        }
        catch (Exception e) when (StoreFaults.Known(e))
        {
            return Outcome<long, StoreFault>.Fail(StoreFaults.Of(e, sql));
        }
    }

    /// <summary>Reads all rows of a query; for results that have a bound.</summary>
    [Boundary("the engine says by exception what it could not do")]
    public Outcome<List<T>, StoreFault> Read<T>(
        string sql, Func<DuckDBDataReader, T> row, params object[] values)
    {
        try
        {
            using var command = Command(sql, values);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(row(reader));
            }

            return Outcome<List<T>, StoreFault>.Ok(rows);
        }
        catch (Exception e) when (StoreFaults.Known(e))
        {
            return Outcome<List<T>, StoreFault>.Fail(StoreFaults.Of(e, sql));
        }
    }

    /// <summary>All that a step does, or nothing of it.</summary>
    [Boundary("the engine says by exception what it could not do")]
    public Outcome<T, StoreFault> Whole<T>(Func<DuckDBConnection, Outcome<T, StoreFault>> step)
        where T : notnull
    {
        try
        {
            using var transaction = _connection.BeginTransaction();
            return step(_connection).Match(
                value =>
                {
                    transaction.Commit();
                    return Outcome<T, StoreFault>.Ok(value);
                },
                fault =>
                {
                    transaction.Rollback();
                    return Outcome<T, StoreFault>.Fail(fault);
                });
        }
        catch (Exception e) when (StoreFaults.Known(e))
        {
            return Outcome<T, StoreFault>.Fail(StoreFaults.Of(e, "a batch of events"));
        }
    }

    [Boundary("an engine that has failed may fail once more when it is closed")]
    public void Dispose()
    {
        try
        {
            _connection.Dispose();
        }
        catch (Exception e) when (StoreFaults.Known(e))
        {
            // Nothing is lost by it: what was committed is in the file or its log.
            return;
        }
    }

    // The last one locks the others: no statement can lift a cap.
    private static string[] Caps(string folder) =>
    [
        Setting("memory_limit", Megabytes(Limits.StoreMemoryMegabytes)),
        string.Create(CultureInfo.InvariantCulture, $"SET threads = {Limits.StoreThreads}"),
        Setting("temp_directory", Path.Combine(folder, "temporary")),
        Setting("max_temp_directory_size", Megabytes(Limits.StoreTemporaryMegabytes)),
        Setting("checkpoint_threshold", Megabytes(Limits.StoreLogMostMegabytes)),
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        "SET preserve_insertion_order = false",
        "SET TimeZone = 'UTC'",
        $"SET allowed_directories = [{Sql.Text(folder)}]",
        "SET enable_external_access = false",
        "SET lock_configuration = true",
    ];

    private static string Setting(string name, string value) => $"SET {name} = {Sql.Text(value)}";

    private static string Megabytes(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count}MiB");

    private DuckDBCommand Command(string sql, object[] values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in values)
        {
            command.Parameters.Add(new DuckDBParameter(value));
        }

        return command;
    }
}
