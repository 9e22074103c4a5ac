using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Weir.Decisions.Language.Parsing;

/// <summary>Text in quotes: <c>"..."</c> with escapes, <c>r"..."</c> and <c>r#"..."#</c> without.</summary>
internal static class TextLiteral
{
    /// <param name="text">The whole expression.</param>
    /// <param name="start">Where the literal begins: at the quote or at the <c>r</c>.</param>
    public static Outcome<Token, Fault> Read(string text, int start) =>
        text[start] == 'r' ? Raw(text, start) : Quoted(text, start);

    private static Outcome<Token, Fault> Raw(string text, int start)
    {
        var open = start + 1;
        while (open < text.Length && text[open] == '#')
        {
            open++;
        }

        if (open >= text.Length || text[open] != '"')
        {
            return Fail(new Extent(start, open), "expected '\"' after 'r' and '#'",
                "write r\"...\" or r#\"...\"#");
        }

        var close = string.Concat("\"", text.AsSpan(start + 1, open - start - 1));
        var end = text.IndexOf(close, open + 1, StringComparison.Ordinal);
        return end < 0
            ? Fail(new Extent(start, open + 1), "this text is not closed", $"close it with {close}")
            : Done(start, end + close.Length, text[(open + 1)..end], open + 1);
    }

    private static Outcome<Token, Fault> Quoted(string text, int start)
    {
        var next = text.AsSpan(start + 1).IndexOfAny('"', '\\');
        if (next >= 0 && text[start + 1 + next] == '"')
        {
            var end = start + 1 + next;
            return Done(start, end + 1, text[(start + 1)..end], start + 1);
        }

        return next < 0 ? Unclosed(start) : Escaped(text, start);
    }

    /// <summary>
    /// Escapes are bytes of UTF-8, as in Cloudflare's language, so the text is put together as bytes.
    /// </summary>
    private static Outcome<Token, Fault> Escaped(string text, int start)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var at = start + 1;
        while (at < text.Length && text[at] != '"')
        {
            if (text[at] != '\\')
            {
                var plain = text.AsSpan(at).IndexOfAny('"', '\\');
                var run = plain < 0 ? text.AsSpan(at) : text.AsSpan(at, plain);
                bytes.Advance(Encoding.UTF8.GetBytes(run, bytes.GetSpan(run.Length * 3)));
                at += run.Length;
                continue;
            }

            var (value, length) = Escape(text.AsSpan(at + 1));
            if (length == 0)
            {
                return Fail(
                    new Extent(at, Math.Min(at + 2, text.Length)),
                    $"{Fault.Quote(text.AsSpan(at, Math.Min(2, text.Length - at)))} is no escape",
                    "write \\\\ for a backslash, \\\" for a quote, \\xHH for a byte, "
                    + "or r\"...\" for text without escapes");
            }

            bytes.GetSpan(1)[0] = value;
            bytes.Advance(1);
            at += 1 + length;
        }

        if (at >= text.Length)
        {
            return Unclosed(start);
        }

        return Utf8.IsValid(bytes.WrittenSpan)
            ? Done(start, at + 1, Encoding.UTF8.GetString(bytes.WrittenSpan), -1)
            : Fail(new Extent(start, at + 1), "the bytes of this text are not UTF-8");
    }

    /// <summary>
    /// The byte that an escape stands for, and its length without the backslash; 0 where it is none.
    /// </summary>
    private static (byte Value, int Length) Escape(ReadOnlySpan<char> rest) => rest switch
    {
        ['\\', ..] => ((byte)'\\', 1),
        ['"', ..] => ((byte)'"', 1),
        ['x', var high, var low, ..] when char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low) =>
            ((byte)((Hex(high) << 4) | Hex(low)), 3),
        _ => (0, 0),
    };

    private static int Hex(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static Outcome<Token, Fault> Unclosed(int start) =>
        Fail(new Extent(start, start + 1), "this text is not closed", "close it with \"");

    private static Outcome<Token, Fault> Done(int start, int end, string value, int verbatim) =>
        Outcome<Token, Fault>.Ok(
            new Token(TokenKind.Text, new Extent(start, end), value, Verbatim: verbatim));

    private static Outcome<Token, Fault> Fail(Extent at, string message, string? suggestion = null) =>
        Outcome<Token, Fault>.Fail(Fault.Syntax(at, message, suggestion));
}
