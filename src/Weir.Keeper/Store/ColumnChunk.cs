using System.Collections.Immutable;
using System.Text;
using DuckDB.NET.Native;
using Weir.Events.Storage;

namespace Weir.Keeper.Store;

/// <summary>
/// Rows on their way into a table, column by column in the engine's own memory; used again and again. A row
/// is written from its first column to its last. A value of another type than its column, or a row with too
/// few or too many, throws before it touches memory: both are errors of this program.
/// </summary>
internal sealed unsafe class ColumnChunk : IDisposable
{
    // The engine's strings have 16 bytes: a length, then the text itself where it is so short.
    private const int InlineText = 12;
    private readonly DuckDBDataChunk _chunk;
    private readonly nint[] _vectors;
    private readonly nint[] _values;
    private readonly nint[] _validity;
    private byte[] _utf8 = new byte[512];
    private int _column;

    public ColumnChunk(ImmutableArray<StoreColumn> columns)
    {
        Columns = columns;
        Room = checked((int)NativeMethods.Helpers.DuckDBVectorSize());
        _vectors = new nint[columns.Length];
        _values = new nint[columns.Length];
        _validity = new nint[columns.Length];
        _chunk = Make(columns);
        Point();
    }

    public ImmutableArray<StoreColumn> Columns { get; }

    /// <summary>Rows that fit.</summary>
    public int Room { get; }

    /// <summary>Rows that are whole.</summary>
    public int Rows { get; private set; }

    public bool Full => Rows == Room;

    public void Text(string? text)
    {
        if (text is null)
        {
            Null();
        }
        else
        {
            Text(text.AsSpan());
        }
    }

    public void Text(ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_utf8.Length < most)
        {
            _utf8 = new byte[most];
        }

        var bytes = _utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, _utf8));
        var column = _column;
        var slot = (byte*)Next(DuckDBType.Varchar) + (Rows * (sizeof(int) + InlineText));
        if (bytes.Length <= InlineText)
        {
            *(int*)slot = bytes.Length;
            var inline = new Span<byte>(slot + sizeof(int), InlineText);
            bytes.CopyTo(inline);
            inline[bytes.Length..].Clear();
            return;
        }

        fixed (byte* first = bytes)
        {
            NativeMethods.Vectors.DuckDBVectorAssignStringElementLength(
                _vectors[column], (ulong)Rows, first, bytes.Length);
        }
    }

    public void Float(float value) => ((float*)Next(DuckDBType.Float))[Rows] = value;

    public void Whole(long value) => ((long*)Next(DuckDBType.BigInt))[Rows] = value;

    /// <param name="microseconds">Since 1970, in UTC.</param>
    public void Moment(long microseconds) => ((long*)Next(DuckDBType.Timestamp))[Rows] = microseconds;

    public void Flag(bool value) => ((bool*)Next(DuckDBType.Boolean))[Rows] = value;

    public void Short(ushort value) => ((ushort*)Next(DuckDBType.UnsignedSmallInt))[Rows] = value;

    public void Byte(byte value) => ((byte*)Next(DuckDBType.UnsignedTinyInt))[Rows] = value;

    public void Null()
    {
        var column = _column;
        Next(Columns[column].Kind);
        if (_validity[column] == 0)
        {
            // Until then all rows of the column are valid, and the engine has no bits for them.
            NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vectors[column]);
            _validity[column] = (nint)NativeMethods.Vectors.DuckDBVectorGetValidity(_vectors[column]);
        }

        ((ulong*)_validity[column])[Rows / 64] &= ~(1UL << (Rows % 64));
    }

    public void EndRow()
    {
        if (_column != Columns.Length)
        {
            throw new InvalidOperationException($"a row of {_column} values; it has {Columns.Length}");
        }

        _column = 0;
        Rows++;
    }

    /// <summary>Gives all whole rows to somebody, and is empty again.</summary>
    public StoreFault? Drain(Func<DuckDBDataChunk, StoreFault?> take)
    {
        NativeMethods.DataChunks.DuckDBDataChunkSetSize(_chunk, (ulong)Rows);
        var fault = take(_chunk);
        Clear();
        return fault;
    }

    public void Clear()
    {
        Rows = 0;
        _column = 0;
        NativeMethods.DataChunks.DuckDBDataChunkReset(_chunk);
        Point();
    }

    public void Dispose() => _chunk.Dispose();

    private static DuckDBDataChunk Make(ImmutableArray<StoreColumn> columns)
    {
        var types = columns
            .Select(static c => NativeMethods.LogicalType.DuckDBCreateLogicalType(c.Kind)).ToArray();
        var chunk = NativeMethods.DataChunks.DuckDBCreateDataChunk(
            [.. types.Select(static t => t.DangerousGetHandle())], (ulong)types.Length);
        foreach (var type in types)
        {
            type.Dispose();
        }

        return chunk.IsInvalid ? throw new InvalidOperationException("the engine made no chunk") : chunk;
    }

    /// <summary>The memory of the current column, which comes to be the one after it.</summary>
    private void* Next(DuckDBType kind)
    {
        if (_column >= Columns.Length || Columns[_column].Kind != kind || Rows >= Room)
        {
            throw new InvalidOperationException(
                $"{kind} is not the value of column {_column} in row {Rows}");
        }

        return (void*)_values[_column++];
    }

    private void Point()
    {
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i);
            _values[i] = (nint)NativeMethods.Vectors.DuckDBVectorGetData(_vectors[i]);
            _validity[i] = 0;
        }
    }
}
