using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Weir.Releases.Content;

/// <summary>Lines of fields with one tab between them, each line ended by a line feed.</summary>
internal ref struct Lines(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;
    private ReadOnlySpan<byte> _line;
    private bool _more;

    /// <summary>Of the line that is being read, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>False once a field was missing or was not what it should be; it stays false.</summary>
    public bool Sound { get; private set; } = true;

    /// <summary>What is still to be read of the line; all of it, right after <see cref="TryNext"/>.</summary>
    public readonly ReadOnlySpan<byte> Line => _line;

    public bool TryNext()
    {
        if (_more)
        {
            Sound = false;
        }

        if (_rest.IsEmpty || !Sound)
        {
            return false;
        }

        var end = _rest.IndexOf((byte)'\n');
        Sound = end >= 0;
        _line = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? [] : _rest[(end + 1)..];
        _more = true;
        Number++;
        return Sound;
    }

    /// <summary>A field of at most so many characters, all visible ASCII.</summary>
    public string Text(int most)
    {
        Span<char> room = stackalloc char[most];
        return room[..Text(room)].ToString();
    }

    /// <summary>The same into room for as many characters as there may be.</summary>
    /// <returns>How many there are.</returns>
    public int Text(scoped Span<char> room)
    {
        var field = Field();
        if (field.Length == 0 || field.Length > room.Length
            || field.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            Sound = false;
            return 0;
        }

        return Encoding.ASCII.GetChars(field, room);
    }

    /// <summary>A whole number from 0.</summary>
    public long Whole(long most)
    {
        var field = Field();
        if (Utf8Parser.TryParse(field, out long number, out var used) && used == field.Length
            && number >= 0 && number <= most)
        {
            return number;
        }

        Sound = false;
        return 0;
    }

    /// <summary>A finite number within these bounds.</summary>
    public double Number64(double least, double most)
    {
        var field = Field();
        if (Utf8Parser.TryParse(field, out double number, out var used) && used == field.Length
            && number >= least && number <= most)
        {
            return number;
        }

        Sound = false;
        return 0;
    }

    /// <summary>64 bits as 16 small hexadecimal digits.</summary>
    public long Bits()
    {
        var field = Field();
        if (field.Length == 16
            && Utf8Parser.TryParse(field, out ulong bits, out var used, 'x') && used == field.Length)
        {
            return unchecked((long)bits);
        }

        Sound = false;
        return 0;
    }

    /// <summary>A tab and the number, as <c>Of</c> has it, behind what is used of the room.</summary>
    public static void Put<T>(Span<byte> room, ref int used, T number)
        where T : IUtf8SpanFormattable
    {
        room[used++] = (byte)'\t';
        used += number.TryFormat(room[used..], out var written, "R", CultureInfo.InvariantCulture)
            ? written
            : 0;
    }

    public static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    public static string Of(float number) => number.ToString("R", CultureInfo.InvariantCulture);

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    private ReadOnlySpan<byte> Field()
    {
        if (!_more)
        {
            Sound = false;
            return [];
        }

        var end = _line.IndexOf((byte)'\t');
        _more = end >= 0;
        var field = end < 0 ? _line : _line[..end];
        _line = end < 0 ? [] : _line[(end + 1)..];
        return field;
    }
}
