using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Weir.Decisions.Language.Ast;

namespace Weir.Decisions.Language.Parsing;

/// <summary>Addresses and networks: <c>192.0.2.1</c>, <c>10.0.0.0/8</c>, <c>2001:db8::/32</c>.</summary>
internal static class AddressLiteral
{
    /// <summary>
    /// Whether what stands here is meant as an address: four numbers, or anything with a colon.
    /// </summary>
    public static bool Begins(string text, int at)
    {
        if (!char.IsAsciiHexDigit(text[at]) && text[at] != ':')
        {
            return false;
        }

        var run = Run(text, at);
        return run.Contains(':') || (run.Count('.') == 3 && !run.ContainsAnyExcept("0123456789."));
    }

    public static Outcome<Token, Fault> Read(string text, int start)
    {
        var run = Run(text, start);
        var end = start + run.Length;
        if (!TryKey(run, out var key))
        {
            return Fail(new Extent(start, end), $"{Fault.Quote(run)} is not an address");
        }

        if (end + 1 >= text.Length || text[end] != '/' || !char.IsAsciiDigit(text[end + 1]))
        {
            return Done(text, start, end, AddressRange.One(key));
        }

        var digits = end + 1;
        for (end = digits; end < text.Length && char.IsAsciiDigit(text[end]);)
        {
            end++;
        }

        var most = key.V6 ? 128 : 32;
        var written = text.AsSpan(digits, end - digits);
        if (!int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || prefix > most)
        {
            return Fail(new Extent(digits, end), $"a prefix has at most {most} bits");
        }

        return AddressRange.TryNetwork(key, prefix, out var network)
            ? Done(text, start, end, network)
            : Fail(
                new Extent(start, end),
                $"{Fault.Quote(text.AsSpan(start, end - start))} has bits set behind its prefix",
                $"write {network.FirstText()}/{prefix}");
    }

    /// <summary>
    /// Hexadecimal digits, colons and dots; two dots in a row end it, for they make a range.
    /// </summary>
    private static ReadOnlySpan<char> Run(string text, int start)
    {
        var end = start;
        while (end < text.Length
            && (char.IsAsciiHexDigit(text[end]) || text[end] == ':'
                || (text[end] == '.' && !Dots(text, end))))
        {
            end++;
        }

        return text.AsSpan(start, end - start);
    }

    private static bool Dots(string text, int at) => at + 1 >= text.Length || text[at + 1] == '.';

    private static bool TryKey(ReadOnlySpan<char> run, out AddressKey key)
    {
        // The platform reads 010.0.0.1 as octal and 1.2 as 1.0.0.2; neither is meant here.
        key = default;
        var plain = run.Contains(':') || IsPlainFour(run);
        if (!plain || !IPAddress.TryParse(run, out var address))
        {
            return false;
        }

        key = AddressKey.Of(address);
        return run.Contains(':') == address.AddressFamily is AddressFamily.InterNetworkV6;
    }

    private static bool IsPlainFour(ReadOnlySpan<char> run)
    {
        var parts = 0;
        foreach (var range in run.Split('.'))
        {
            var part = run[range];
            parts++;
            if (part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0'))
            {
                return false;
            }
        }

        return parts == 4;
    }

    private static Outcome<Token, Fault> Done(string text, int start, int end, AddressRange range) =>
        Outcome<Token, Fault>.Ok(
            new Token(TokenKind.Address, new Extent(start, end), text[start..end], Address: range));

    private static Outcome<Token, Fault> Fail(Extent at, string message, string? suggestion = null) =>
        Outcome<Token, Fault>.Fail(Fault.Syntax(at, message, suggestion));
}
