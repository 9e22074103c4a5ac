using System.Text;

namespace Weir.Decisions.Signals.Hpack;

/// <summary>
/// Reads header blocks (RFC 7541) for the names and their order. Values are measured, since the dynamic
/// table counts them, but never kept. Bounded by <see cref="Limits.HeaderLines"/> and
/// <see cref="Limits.HeaderBytes"/> a block: a field costs one byte on the wire when it is repeated.
/// </summary>
/// <param name="tableSize">SETTINGS_HEADER_TABLE_SIZE as this side announced it.</param>
public sealed class HpackReader(int tableSize = HpackReader.DefaultTableSize)
{
    public const int DefaultTableSize = 4096;

    // The first bytes of section 6: indexed, literal to be remembered, change of the table's size; what
    // is below is a literal not to be remembered.
    private const byte Indexed = 0x80;
    private const byte Literal = 0x40;
    private const byte SizeUpdate = 0x20;

    private readonly HpackDynamicTable _table = new(tableSize);

    /// <summary>Bytes that the dynamic table holds, by the RFC's count.</summary>
    public int TableBytes => _table.Size;

    /// <summary>
    /// Appends the block's fields; after anything but Complete the reader is of no further use.
    /// </summary>
    public HpackStatus Read(ReadOnlySpan<byte> block, List<HpackField> fields)
    {
        var input = new HpackInput(block);
        var (lines, bytes) = (0, 0);
        while (!input.AtEnd)
        {
            if (input.Peek is >= SizeUpdate and < Literal)
            {
                if (!TryResize(ref input, lines == 0))
                {
                    return HpackStatus.BadTableSize;
                }

                continue;
            }

            var status = ReadField(ref input, out var field);
            if (status != HpackStatus.Complete)
            {
                return status;
            }

            lines++;
            bytes += field.Name.Length + field.ValueLength;
            if (lines > Limits.HeaderLines || bytes > Limits.HeaderBytes)
            {
                return HpackStatus.TooLarge;
            }

            fields.Add(field);
        }

        return HpackStatus.Complete;
    }

    private bool TryResize(ref HpackInput input, bool atStart) =>
        input.ReadInteger(5, out var size) == HpackStatus.Complete && atStart && _table.TryResize(size);

    private HpackStatus ReadField(ref HpackInput input, out HpackField field)
    {
        if (input.Peek >= Indexed)
        {
            return ReadIndexed(ref input, out field);
        }

        if (input.Peek < Literal)
        {
            return ReadLiteral(ref input, 4, out field);
        }

        var status = ReadLiteral(ref input, 6, out field);
        if (status == HpackStatus.Complete)
        {
            _table.Add(field);
        }

        return status;
    }

    private HpackStatus ReadIndexed(ref HpackInput input, out HpackField field)
    {
        field = default;
        var status = input.ReadInteger(7, out var index);
        return status == HpackStatus.Complete ? Lookup(index, out field) : status;
    }

    private HpackStatus ReadLiteral(ref HpackInput input, int prefix, out HpackField field)
    {
        field = default;
        var status = input.ReadInteger(prefix, out var index);
        if (status != HpackStatus.Complete)
        {
            return status;
        }

        status = index > 0 ? Lookup(index, out field) : ReadName(ref input, out field);
        if (status != HpackStatus.Complete)
        {
            return status;
        }

        status = input.ReadStringLength(out var length);
        field = field with { ValueLength = length };
        return status;
    }

    private static HpackStatus ReadName(ref HpackInput input, out HpackField field)
    {
        field = default;
        var status = input.ReadString(out var name);
        if (status == HpackStatus.Complete)
        {
            field = new HpackField(Encoding.Latin1.GetString(name), 0);
        }

        return status;
    }

    private HpackStatus Lookup(int index, out HpackField field)
    {
        field = default;
        var age = index - HpackStaticTable.Count - 1;
        if (index == 0 || age >= _table.Count)
        {
            return HpackStatus.BadIndex;
        }

        field = age < 0 ? HpackStaticTable.At(index) : _table.At(age);
        return HpackStatus.Complete;
    }
}
