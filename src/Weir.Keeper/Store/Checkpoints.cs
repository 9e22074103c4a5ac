using DuckDB.NET.Data;
using Weir.Decisions;

namespace Weir.Keeper.Store;

/// <summary>
/// Brings the engine's log into its file while batches go on being committed, on a thread and connections of
/// its own. The engine holds a table while it writes it, so batches go to the other part of a day meanwhile
/// (<see cref="DayTables.Part"/>); and only a checkpoint that has an older reader beside it lets others
/// commit. Nothing but batches into tables that exist may run then: whoever does anything else calls
/// <see cref="Wait"/> first.
/// </summary>
internal sealed class Checkpoints(DuckDbEngine engine) : IDisposable
{
    // The reader has to be older than a commit, and the other part has to have rows of before: a table that
    // gets its first ones meanwhile would be written, and held, with the others.
    private const int CommitsBetween = 2;
    private DuckDBConnection? _reader;
    private DuckDBConnection? _writer;
    private Task? _running;
    private bool _held;
    private int _commits;

    /// <summary>For tests, which have no time to fill a log.</summary>
    internal long LogBytes { get; set; } = Limits.StoreLogMegabytes * 1024L * 1024;

    /// <summary>How many have been started.</summary>
    internal int Started { get; private set; }

    public bool Running => _running is { IsCompleted: false };

    /// <summary>After a commit: takes the next step towards a checkpoint.</summary>
    /// <returns>Whether batches have to go to the other part from now on.</returns>
    public bool Committed()
    {
        if (_held)
        {
            _commits++;
            if (_commits == CommitsBetween)
            {
                _held = false;
                Started++;
                _running = Task.Run(Write);
            }

            return false;
        }

        _commits = 0;
        _held = !Running && StoreFiles.Length(engine.File + StoreFiles.Log) >= LogBytes && Hold();
        return _held;
    }

    /// <summary>Until no checkpoint runs, nor is about to.</summary>
    public void Wait()
    {
        if (_held)
        {
            _held = false;
            Release();
        }

        _running?.Wait();
        _running = null;
    }

    public void Dispose()
    {
        Wait();
        _reader?.Dispose();
        _writer?.Dispose();
    }

    [Boundary("the engine says by exception what it could not do")]
    private bool Hold()
    {
        try
        {
            _reader ??= engine.Another();
            _writer ??= engine.Another();
            Do(_reader, "BEGIN TRANSACTION");

            // A transaction is as old as what it first reads.
            Do(_reader, "SELECT format FROM weir_store");
            return true;
        }
        catch (Exception e) when (StoreFaults.Known(e))
        {
            Release();
            return false;
        }
    }

    // A failure loses nothing: the log stays, and a commit that finds it far too long, or the hourly
    // cleaning, makes a checkpoint that says what is wrong.
    [Boundary("the engine says by exception what it could not do")]
    private void Write()
    {
        try
        {
            if (_writer is { } writer)
            {
                Do(writer, "CHECKPOINT");
            }
        }
        catch (Exception e) when (StoreFaults.Known(e))
        {
            return;
        }
        finally
        {
            Release();
        }
    }

    [Boundary("a reader that has failed may fail once more when it ends")]
    private void Release()
    {
        try
        {
            if (_reader is { } reader)
            {
                Do(reader, "ROLLBACK");
            }
        }
        catch (Exception e) when (StoreFaults.Known(e))
        {
            _reader?.Dispose();
            _reader = null;
        }
    }

    private static void Do(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
