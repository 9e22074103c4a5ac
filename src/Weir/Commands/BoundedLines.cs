namespace Weir.Cli.Commands;

/// <summary>
/// Lines of a text of any length in bounded memory: of a line that is too long only the beginning is kept.
/// A line ends with a line feed; the carriage return before it, if any, stays.
/// </summary>
internal sealed class BoundedLines(TextReader input, int longest)
{
    private readonly char[] _line = new char[longest];
    private readonly char[] _buffer = new char[8 * 1024];
    private int _next;
    private int _end;

    /// <summary>False at the end of the text.</summary>
    /// <param name="line">Valid until the next call.</param>
    /// <param name="cut">The line was longer and its end is lost.</param>
    public bool TryRead(out ReadOnlySpan<char> line, out bool cut)
    {
        var length = 0;
        var any = false;
        cut = false;
        while (TryFill())
        {
            any = true;
            var rest = _buffer.AsSpan(_next, _end - _next);
            var feed = rest.IndexOf('\n');
            var part = feed < 0 ? rest : rest[..feed];
            _next += part.Length + (feed < 0 ? 0 : 1);

            var kept = Math.Min(part.Length, longest - length);
            part[..kept].CopyTo(_line.AsSpan(length));
            length += kept;
            cut |= kept < part.Length;
            if (feed >= 0)
            {
                break;
            }
        }

        line = _line.AsSpan(0, length);
        return any;
    }

    private bool TryFill()
    {
        if (_next == _end)
        {
            (_next, _end) = (0, input.Read(_buffer, 0, _buffer.Length));
        }

        return _next < _end;
    }
}
