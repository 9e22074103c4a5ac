using System.Text;

namespace Weir.Fuzz.Building;

/// <summary>
/// Expressions that want to be expensive: deep, long, wide, or just noise. All follow from the chance.
/// </summary>
public sealed class HostileExpressions(Random chance)
{
    private static readonly string[] Tokens =
    [
        "(", ")", "((", "not ", "!", "-", "- ", "and ", " or ", " xor ", " eq ", " ne ", "<", ">=", " in ",
        "{", "}", "..",
        "contains ", "matches ", "~", "wildcard ", "strict ", "+", "*", "/", ",", "[*]", "[\"a\"]", "$x",
        "#", "=", "&",
        "1", "0.5", "99999999999999999999", "1e9", "\"a\"", "\"", "r#\"", "\\x41", "'", "true", "false",
        "10.0.0.1", "10.0.0.0/8", "::/0", "1.2.3", ":", "request.bool", "computed.number", "request.text",
        "if(",
        "present(", "len(", "lower(", "bucket(", "count(\"ip\", \"1m\")", "any(", "http.request.headers",
        "\n", "\0", "é",
        "\ud800", " ",
    ];

    private static readonly string[] PatternTokens =
    [
        "a", "b", ".", "\\w", "\\d", "\\s", "[a-z]", "[^a]", "(", ")", "(?:", "(?i)", "|", "*", "+", "?",
        "{2}", "{64}",
        "{1,64}", "{0,16}", "{3,}", "^", "$", "\\b", "\\1", "(?=", "[", "]", "\\", "\\p{L}", "(a|b)",
        "(\\w\\s?)", "{16}",
        ".*", "\\c[", "(?x)", "(?#", "é",
    ];

    public string Next() => chance.Next(9) switch
    {
        0 => Deep(),
        1 => Repeated(
            Pick("request.bool and ", "true xor ", "1 + ", "1 * ", "not true or ", "1 lt 2 and ")) + "true",
        2 => Pick("computed.number", "request.text", "request.address") + " in {"
            + Repeated(Pick("1 ", "\"a\" ", "10.0.0.1 ", "1..9 ", "::1 ", "10.0.0.0/8 ", "-1 ")) + "}",
        3 or 4 => $"request.text matches r\"{Noise(PatternTokens, 24)}\"",
        5 => "request.text eq " + Pick("\"", "r\"", "r##\"")
            + Repeated(Pick("a", "\\\\", "\\x41", "é", "\\", "\n")) + "\"",
        6 => Mutated(new ExpressionMaker(chance).Condition(4).Text),
        7 => string.Concat(Enumerable.Range(0, chance.Next(200)).Select(_ => (char)chance.Next(0x10000))),
        _ => Noise(Tokens, 200),
    };

    private string Deep()
    {
        var (open, close) = chance.Next(6) switch
        {
            0 => ("(", ")"),
            1 => ("not ", ""),
            2 => ("-", ""),
            3 => ("present(", ")"),
            4 => ("request.bool eq (not ", ")"),
            _ => ("if(true, ", ", false)"),
        };
        var depth = 1 << chance.Next(13);
        var text = new StringBuilder();
        for (var i = 0; i < depth; i++)
        {
            text.Append(open);
        }

        text.Append("true");
        for (var i = 0; i < (chance.Next(4) == 0 ? depth / 2 : depth); i++)
        {
            text.Append(close);
        }

        return text.ToString();
    }

    private string Repeated(string piece) =>
        new StringBuilder().Insert(0, piece, 1 << chance.Next(13)).ToString();

    private string Noise(string[] tokens, int most) =>
        string.Concat(
            Enumerable.Range(0, chance.Next(1, most)).Select(_ => tokens[chance.Next(tokens.Length)]));

    private string Mutated(string text)
    {
        var at = chance.Next(text.Length);
        return chance.Next(3) switch
        {
            0 => text[..at],
            1 => text.Insert(at, Pick(Tokens)),
            _ => text.Remove(at, Math.Min(chance.Next(1, 8), text.Length - at)),
        };
    }

    private string Pick(params string[] values) => values[chance.Next(values.Length)];
}
