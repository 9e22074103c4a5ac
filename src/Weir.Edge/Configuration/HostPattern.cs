using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Weir.Decisions;
using Weir.Edge.Configuration.Yaml;

namespace Weir.Edge.Configuration;

/// <summary>
/// Hosts as a site claims them: <c>example.org</c>, <c>*.example.org</c> for all below it, <c>*</c> for
/// every host, or an address. The normal form is lower case, ASCII (RFC 5891), without port or last dot.
/// </summary>
public static class HostPattern
{
    private const int LongestHost = 253;

    private const int LongestLabel = 63;

    private static readonly IdnMapping Idn = new();

    public static Outcome<string, TextFault> Read(string text)
    {
        if (text == "*")
        {
            return Outcome<string, TextFault>.Ok(text);
        }

        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            return Fault("a host has no scheme", $"write '{Until(text[(scheme + 3)..], "/:")}'");
        }

        if (IPAddress.TryParse(text.Trim('[', ']'), out var address)
            && address.AddressFamily is AddressFamily.InterNetworkV6)
        {
            return Outcome<string, TextFault>.Ok($"[{address}]");
        }

        if (text.Contains('/'))
        {
            return Fault("a host has no path", $"write '{Until(text, "/:")}'");
        }

        if (text.Contains(':'))
        {
            return Fault(
                "a host has no port: a site answers on every listener",
                $"write '{Until(text, ":")}'");
        }

        var wildcard = text.StartsWith("*.", StringComparison.Ordinal);
        var name = (wildcard ? text[2..] : text).TrimEnd('.').ToLowerInvariant();
        if (name.Contains('*'))
        {
            return Fault(
                $"{YamlText.Quote(text)} has a wildcard where none can be",
                "a wildcard stands first and alone: '*.example.org'");
        }

        return Ascii(name) is { } ascii && IsName(ascii)
            ? Outcome<string, TextFault>.Ok(wildcard ? $"*.{ascii}" : ascii)
            : Fault($"{YamlText.Quote(text)} is not a host name", "letters, digits and '-' between dots");
    }

    [Boundary("IdnMapping reports names that cannot be written in ASCII by throwing")]
    private static string? Ascii(string name)
    {
        // A mark that was not composed with its letter would name another host than the one that is seen.
        if (name.Any(
            static c => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark && c < '\u0370'))
        {
            return null;
        }

        try
        {
            return System.Text.Ascii.IsValid(name) ? name : Idn.GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestHost && name.Split('.').All(IsLabel);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel
        && label[0] != '-' && label[^1] != '-'
        && label.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    private static string Until(string text, string stops)
    {
        var end = text.AsSpan().IndexOfAny(stops);
        return end < 0 ? text : text[..end];
    }

    private static Outcome<string, TextFault> Fault(string message, string suggestion) =>
        new TextFault(message, suggestion).As<string>();
}
