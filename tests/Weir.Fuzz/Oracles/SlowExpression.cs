using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Weir.Fuzz.Oracles;

/// <summary>
/// An expression that knows how it is written and, slowly and on its own, what it comes to. It shares no
/// code with the language: values are boxed, texts are copied, sets are gone through one by one.
/// </summary>
/// <param name="Text">As written, without parentheses around it.</param>
/// <param name="Level">
/// How tightly it binds: or 0, xor 1, and 2, not 3, comparison 4, sum 5, product 6, sign 7, else 8.
/// </param>
/// <param name="Of">What it comes to.</param>
public sealed record SlowExpression(string Text, int Level, Func<SlowRequest, SlowValue> Of)
{
    /// <summary>As an operand of something that binds this tightly.</summary>
    public string Within(int level) => Level < level ? $"({Text})" : Text;

    public static SlowExpression Field(int place) =>
        new(SlowRequest.Catalogue.Fields[place].Name, 8, request => request[place]);

    public static SlowExpression Constant(string text, object value) =>
        new(text, 8, _ => SlowValue.Of(value));

    public static SlowExpression Not(SlowExpression operand) =>
        new($"not {operand.Within(3)}", 3, request => SlowValue.OfTruth(!operand.Of(request).Truth));

    /// <param name="word">and, or, xor.</param>
    /// <param name="operands">Two or more.</param>
    public static SlowExpression Logic(string word, params SlowExpression[] operands)
    {
        var level = word == "or" ? 0 : word == "xor" ? 1 : 2;
        var text = string.Join($" {word} ", operands.Select(o => o.Within(level + 1)));
        return new(text, level, request =>
        {
            // C#'s own logic of bool? is Kleene's, but for ^, which it does not define that way.
            var truths = operands.Select(o => o.Of(request).Truth);
            return SlowValue.OfTruth(truths.Aggregate((a, b) => word switch
            {
                "and" => a & b,
                "or" => a | b,
                _ => a is null || b is null ? null : a != b,
            }));
        });
    }

    public static SlowExpression Compare(
        SlowExpression left, string word, string right, Func<SlowRequest, SlowValue> rightOf,
        Func<SlowValue, SlowValue, bool> holds) => new($"{left.Within(5)} {word} {right}", 4, request =>
        {
            SlowValue[] both = [left.Of(request), rightOf(request)];
            return SlowValue.Compare(both, word is "ne" or "!=", () => holds(both[0], both[1]));
        });

    public static SlowExpression Call(
        string name, SlowExpression[] arguments, Func<SlowValue[], SlowRequest, SlowValue> function) => new(
            $"{name}({string.Join(", ", arguments.Select(a => a.Within(0)))})",
            8,
            request => function([.. arguments.Select(a => a.Of(request))], request));

    /// <summary>From left to right, as a chain of operators of one level.</summary>
    public static SlowExpression Chain(SlowExpression first, (char Operator, SlowExpression Operand)[] terms)
    {
        var level = terms[0].Operator is '+' or '-' ? 5 : 6;
        var text = new StringBuilder(first.Within(level));
        foreach (var (step, operand) in terms)
        {
            text.Append(' ').Append(step).Append(' ').Append(operand.Within(level + 1));
        }

        return new(text.ToString(), level, request => terms.Aggregate(
            first.Of(request), (sum, term) => Step(sum, term.Operator, term.Operand.Of(request))));
    }

    public static string Lower(string text) =>
        string.Concat(text.Select(c => c is >= 'A' and <= 'Z' ? (char)(c + 32) : c));

    public static string Upper(string text) =>
        string.Concat(text.Select(c => c is >= 'a' and <= 'z' ? (char)(c - 32) : c));

    /// <summary>Stars as <c>.*</c>, everything else as itself.</summary>
    public static bool Wildcard(string text, string pattern, bool strict)
    {
        var (read, wanted) = strict ? (text, pattern) : (Lower(text), Lower(pattern));
        var regex = Regex.Escape(wanted).Replace("\\*", ".*", StringComparison.Ordinal);
        return Regex.IsMatch(read, $"\\A{regex}\\z", RegexOptions.Singleline);
    }

    /// <summary>Bit by bit; an IPv4 address in an IPv6 one is that IPv4 address.</summary>
    public static bool InNetwork(IPAddress address, IPAddress network, int prefix)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var (a, b) = (plain.GetAddressBytes(), network.GetAddressBytes());
        return a.Length == b.Length && Enumerable.Range(0, prefix)
            .All(bit => ((a[bit / 8] ^ b[bit / 8]) & (0x80 >> (bit % 8))) == 0);
    }

    private static SlowValue Step(SlowValue left, char step, SlowValue right) => SlowValue.With(
        [left, right],
        () => step switch
        {
            '+' => left.Number + right.Number,
            '-' => left.Number - right.Number,
            '*' => left.Number * right.Number,
            _ => left.Number / right.Number,
        });
}
