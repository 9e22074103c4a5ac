namespace Weir.Decisions.Signals;

/// <summary>
/// The header lines of the current HTTP/1 request in their own order and casing, found at the end of the
/// bytes that the server consumed. It is no second HTTP parser: the server says how many lines there are.
/// Scans backwards with vectorised searches and allocates nothing.
/// </summary>
public static class HeaderBlock
{
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    private static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    /// <param name="consumed">A tail of what was consumed, ending with the block's empty line.</param>
    /// <param name="lineCount">Header lines of the request, by the server's own count.</param>
    /// <param name="lines">Takes the lines in order; holds at least <paramref name="lineCount"/>.</param>
    /// <param name="requestLine">The line before them.</param>
    /// <remarks>
    /// Where <paramref name="consumed"/> is a ring that has dropped older bytes, a request line that begins
    /// at offset 0 may be cut; a block that is cut itself is <see cref="HeaderBlockStatus.Missing"/>.
    /// </remarks>
    public static HeaderBlockStatus Read(
        ReadOnlySpan<byte> consumed, int lineCount, Span<HeaderLine> lines, out RequestLine requestLine)
    {
        requestLine = default;
        if (lineCount < 0 || lineCount > lines.Length || !consumed.EndsWith(End))
        {
            return HeaderBlockStatus.Missing;
        }

        // Each turn takes the line whose terminator ends at `end`.
        var end = consumed.Length - 2;
        for (var i = lineCount - 1; i >= 0; i--)
        {
            var start = LineStart(consumed, end - 2);
            if (start == 0 || !TryLine(consumed, start, end - 2, out lines[i]))
            {
                return HeaderBlockStatus.Missing;
            }

            end = start;
        }

        var first = LineStart(consumed, end - 2);
        return RequestLines.TryRead(consumed[first..(end - 2)], first, out requestLine)
            ? HeaderBlockStatus.Found
            : HeaderBlockStatus.Missing;
    }

    /// <summary>The names as sent, in order: <c>Host,User-Agent,Accept</c>. Allocates the text.</summary>
    public static string Names(ReadOnlySpan<byte> consumed, ReadOnlySpan<HeaderLine> lines)
    {
        var length = 0;
        foreach (var line in lines)
        {
            length += line.NameLength + 1;
        }

        Span<char> text = length <= 1024 ? stackalloc char[1024] : new char[length];
        var written = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
            {
                text[written++] = ',';
            }

            foreach (var value in lines[i].Name(consumed))
            {
                text[written++] = (char)value;
            }
        }

        return new string(text[..written]);
    }

    /// <summary>
    /// 64 bits of the names' exact order and casing, the same in every process. Who wants to can make two
    /// orders collide, so it may group requests but never vouch for one.
    /// </summary>
    public static ulong NamesHash(ReadOnlySpan<byte> consumed, ReadOnlySpan<HeaderLine> lines)
    {
        var hash = new StableHash();
        foreach (var line in lines)
        {
            hash.Add(line.Name(consumed));
        }

        return hash.Value;
    }

    /// <summary>
    /// Whether a block of so many lines, as a server counts them that takes a line feed alone for the end of
    /// one, has such a line: for where <see cref="Read"/> finds no block, because it takes none.
    /// </summary>
    /// <returns>False also where the bytes hold no such block.</returns>
    public static bool HasBareLineFeed(ReadOnlySpan<byte> consumed, int lineCount)
    {
        // The request line, the header lines and the empty line, from the last one back.
        for (var left = (long)lineCount + 2; left > 0; left--)
        {
            if (consumed.IsEmpty || consumed[^1] != LineFeed)
            {
                return false;
            }

            if (consumed.Length < 2 || consumed[^2] != CarriageReturn)
            {
                return true;
            }

            consumed = consumed[..(consumed[..^1].LastIndexOf(LineFeed) + 1)];
        }

        return false;
    }

    /// <summary>What in these lines two parsers may read differently.</summary>
    public static FramingFaults Framing(ReadOnlySpan<byte> consumed, ReadOnlySpan<HeaderLine> lines) =>
        HeaderFraming.Faults(consumed, lines);

    // The last CRLF that ends at or before `end`; a line feed alone ends nothing.
    private static int LineStart(ReadOnlySpan<byte> consumed, int end)
    {
        while (end > 0)
        {
            var feed = consumed[..end].LastIndexOf(LineFeed);
            if (feed > 0 && consumed[feed - 1] == CarriageReturn)
            {
                return feed + 1;
            }

            end = feed;
        }

        return 0;
    }

    private static bool TryLine(ReadOnlySpan<byte> consumed, int start, int end, out HeaderLine line)
    {
        line = default;
        if (end < start)
        {
            return false;
        }

        var colon = consumed[start..end].IndexOf((byte)':');
        if (colon < 0)
        {
            return false;
        }

        var (first, last) = (start + colon + 1, end);
        while (first < last && IsSpace(consumed[first]))
        {
            first++;
        }

        while (last > first && IsSpace(consumed[last - 1]))
        {
            last--;
        }

        line = new HeaderLine(start, colon, first, last - first);
        return true;
    }

    internal static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t';
}
