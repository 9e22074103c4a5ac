using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Weir.Decisions;
using Weir.Events.Storage;
using NativeAppender = DuckDB.NET.Native.DuckDBAppender;

namespace Weir.Keeper.Store;

/// <summary>
/// The engine's own appender of one table, for rows of a <see cref="ColumnChunk"/>. Rows are in the
/// transaction of the connection once it is closed; unless it was, they are gone.
/// </summary>
internal sealed class TableAppender : IDisposable
{
    private readonly NativeAppender _appender;
    private readonly string _table;
    private bool _closed;

    private TableAppender(NativeAppender appender, string table) => (_appender, _table) = (appender, table);

    /// <summary>Fails also where the table has other columns than the chunk.</summary>
    public static Outcome<TableAppender, StoreFault> Open(
        DuckDBConnection connection, string table, ColumnChunk chunk)
    {
        var state = NativeMethods.Appender.DuckDBAppenderCreate(
            connection.NativeConnection, null, table, out var native);
        var appender = new TableAppender(native, table);
        var fault = state.IsSuccess() ? appender.Mismatch(chunk) : appender.Fault();
        if (fault is not { } problem)
        {
            return Outcome<TableAppender, StoreFault>.Ok(appender);
        }

        appender.Dispose();
        return Outcome<TableAppender, StoreFault>.Fail(problem);
    }

    /// <summary>Takes all rows of the chunk, which has the columns that this was opened with.</summary>
    public StoreFault? Append(ColumnChunk chunk) => chunk.Drain(rows =>
        NativeMethods.Appender.DuckDBAppendDataChunk(_appender, rows).IsSuccess() ? null : Fault());

    public StoreFault? Close()
    {
        if (!NativeMethods.Appender.DuckDBAppenderClose(_appender).IsSuccess())
        {
            return Fault();
        }

        _closed = true;
        return null;
    }

    public void Dispose()
    {
        if (!_closed && !_appender.IsInvalid)
        {
            // Without it, destroying would still write what is in it. Where even this fails, the transaction
            // is rolled back by whoever did not close.
            NativeMethods.Appender.DuckDBAppenderClear(_appender);
        }

        _appender.Dispose();
    }

    private StoreFault? Mismatch(ColumnChunk chunk)
    {
        var count = NativeMethods.Appender.DuckDBAppenderColumnCount(_appender);
        if (count != (ulong)chunk.Columns.Length)
        {
            return Schema($"{count} columns, rows have {chunk.Columns.Length}");
        }

        for (var i = 0; i < chunk.Columns.Length; i++)
        {
            using var type = NativeMethods.Appender.DuckDBAppenderColumnType(_appender, (ulong)i);
            var kind = NativeMethods.LogicalType.DuckDBGetTypeId(type);
            if (kind != chunk.Columns[i].Kind)
            {
                return Schema($"column {i}, {chunk.Columns[i].Name}, is {kind}");
            }
        }

        return null;
    }

    private StoreFault Schema(string detail) => new(StoreFaultKind.Schema, $"{_table}: {detail}");

    private StoreFault Fault()
    {
        using var error = NativeMethods.Appender.DuckDBAppenderErrorData(_appender);
        var type = NativeMethods.ErrorData.DuckDBErrorDataErrorType(error);
        return StoreFaults.Of(type, error.Message ?? "no reason was given", _table);
    }
}
