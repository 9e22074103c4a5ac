using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Weir.Decisions.Language.Fields;
using Weir.Fuzz.Oracles;

namespace Weir.Fuzz.Building;

/// <summary>
/// Expressions and requests by chance, few values of each type, so that comparisons often hold.
/// </summary>
public sealed class ExpressionMaker(Random chance)
{
    private static readonly string[] Texts = ["", "a", "A", "ab", "Ab", "bab", "BAB", "é", "a*b", "a\"\\b"];
    private static readonly double[] Numbers = [0, 1, 2, 3, 0.5, 100, 1e300];
    private static readonly string[] Patterns =
        ["a", "^a", "b$", "(?i)ab", "a+b*", "^$", "[^a]", "(a|b){2}", "."];
    private static readonly string[] Wildcards = ["*", "a*", "*b", "a*b", "**", "", "ab", "*a*b*"];
    private static readonly string[] Addresses =
        ["10.0.0.1", "10.0.0.2", "192.0.2.1", "2001:db8::1", "2001:db8::ff", "::ffff:10.0.0.1"];

    private static readonly (string Text, int Prefix)[] Networks =
        [("10.0.0.0", 8), ("10.0.0.0", 31), ("0.0.0.0", 0), ("::", 0), ("2001:db8::", 120),
        ("192.0.2.1", 32)];

    public SlowRequest Request() => new([.. SlowRequest.Catalogue.Fields.Select(field =>
        chance.Next(4) > 0 ? SlowValue.Of(Value(field.Type))
        : field.Kind is FieldKind.Computed && chance.Next(3) > 0 ? SlowValue.Missing
        : SlowValue.Absent)]);

    public SlowExpression Condition(int depth) => depth <= 0
        ? chance.Next(4) == 0 ? Constant(chance.Next(2) == 0) : Field(FieldType.Bool)
        : chance.Next(12) switch
        {
            0 or 1 => SlowExpression.Not(Condition(depth - 1)),
            2 => Logic("and", depth),
            3 => Logic("or", depth),
            4 => Logic("xor", depth),
            5 or 6 => Ordered(Number(depth - 1), Number(depth - 1), (a, b) => a.Number.CompareTo(b.Number)),
            7 => Ordered(
                Text(depth - 1), Text(depth - 1), (a, b) => string.CompareOrdinal(a.Text, b.Text)),
            8 => Tested(depth),
            9 => InSet(depth),
            10 => Equated(depth),
            _ => Called(depth),
        };

    public SlowExpression Number(int depth)
    {
        if (depth <= 0)
        {
            return chance.Next(2) == 0 ? Field(FieldType.Number) : Number(Pick(Numbers));
        }

        SlowExpression[] two = [Number(depth - 1), Number(depth - 1)];
        return chance.Next(10) switch
        {
            0 or 1 => SlowExpression.Chain(two[0], [.. Steps("+-", depth)]),
            2 or 3 => SlowExpression.Chain(two[0], [.. Steps("*/", depth)]),
            4 => new($"-{two[0].Within(7)}", 7, r =>
                SlowValue.With([two[0].Of(r)], () => -two[0].Of(r).Number)),
            5 => Function("ratio", two, v => v[0].Number / v[1].Number),
            6 => Function("max", two, v => Math.Max(v[0].Number, v[1].Number)),
            7 => SlowExpression.Call("len", [Text(depth - 1)], (v, _) => SlowValue.With(
                v, () => (double)Encoding.UTF8.GetBytes(v[0].Text).Length)),
            8 => Bucket(two[0]),
            _ => SlowExpression.Call("number", [Condition(depth - 1)], (v, _) => SlowValue.With(
                v, () => v[0].Truth == true ? 1.0 : 0.0)),
        };
    }

    public SlowExpression Text(int depth) => chance.Next(depth <= 0 ? 2 : 5) switch
    {
        0 => Field(FieldType.Text),
        1 => Text(Pick(Texts)),
        2 => SlowExpression.Call(
            "lower", [Text(depth - 1)], (v, _) => SlowValue.With(v, () => SlowExpression.Lower(v[0].Text))),
        3 => SlowExpression.Call(
            "upper", [Text(depth - 1)], (v, _) => SlowValue.With(v, () => SlowExpression.Upper(v[0].Text))),
        _ => SlowExpression.Call(
            "if",
            [Condition(depth - 1), Text(depth - 1), Text(depth - 1)],
            (v, _) => v[0].Truth is not { } truth ? SlowValue.Missing : truth ? v[1] : v[2]),
    };

    private static string Quoted(string text) =>
        string.Concat("\"", string.Concat(text.Select(c => c is '"' or '\\' ? $"\\{c}" : $"{c}")), "\"");

    private static SlowExpression Text(string text) => SlowExpression.Constant(Quoted(text), text);

    private static SlowExpression Number(double number) =>
        SlowExpression.Constant(Plain(number), number);

    private static string Plain(double number) =>
        number.ToString("0.#", CultureInfo.InvariantCulture);

    private static SlowExpression Constant(bool value) =>
        SlowExpression.Constant(value ? "true" : "false", value);

    private SlowExpression Logic(string word, int depth) => SlowExpression.Logic(
        word, [.. Enumerable.Range(0, chance.Next(2, 5)).Select(_ => Condition(depth - 1))]);

    private SlowExpression Ordered(
        SlowExpression left, SlowExpression right, Func<SlowValue, SlowValue, int> compare)
    {
        var (word, holds) = chance.Next(6) switch
        {
            0 => ("eq", (Func<int, bool>)(sign => sign == 0)),
            1 => ("!=", sign => sign != 0),
            2 => ("lt", sign => sign < 0),
            3 => ("<=", sign => sign <= 0),
            4 => ("gt", sign => sign > 0),
            _ => (">=", sign => sign >= 0),
        };
        return SlowExpression.Compare(left, word, right.Within(5), right.Of, (a, b) => holds(compare(a, b)));
    }

    private SlowExpression Tested(int depth)
    {
        var (text, other) = (Text(depth - 1), Text(depth - 1));
        var (pattern, wildcard) = (Pick(Patterns), Pick(Wildcards));
        SlowExpression With(string word, string written, Func<string, bool> holds) => SlowExpression.Compare(
            text, word, Quoted(written), _ => SlowValue.Of(written), (a, _) => holds(a.Text));
        return chance.Next(4) switch
        {
            0 => SlowExpression.Compare(
                text, "contains", other.Within(5), other.Of,
                (a, b) => a.Text.Contains(b.Text, StringComparison.Ordinal)),
            1 => With("matches", pattern, read =>
                Regex.IsMatch(read, pattern, RegexOptions.CultureInvariant)),
            2 => With("wildcard", wildcard, read => SlowExpression.Wildcard(read, wildcard, strict: false)),
            _ => With("strict wildcard", wildcard, read =>
                SlowExpression.Wildcard(read, wildcard, strict: true)),
        };
    }

    private SlowExpression InSet(int depth)
    {
        var size = chance.Next(1, 5);
        if (chance.Next(3) == 0)
        {
            var networks = Enumerable.Range(0, size).Select(_ => Pick(Networks)).ToArray();
            return Set(
                Field(FieldType.Address),
                networks.Select(n => $"{n.Text}/{n.Prefix}"),
                v => networks.Any(n =>
                    SlowExpression.InNetwork(v.Address, IPAddress.Parse(n.Text), n.Prefix)));
        }

        if (chance.Next(2) == 0)
        {
            var texts = Enumerable.Range(0, size).Select(_ => Pick(Texts)).ToArray();
            return Set(Text(depth - 1), texts.Select(Quoted), v => texts.Any(t => t == v.Text));
        }

        var ranges = Enumerable.Range(0, size)
            .Select(_ => (Low: chance.Next(-5, 5), Length: chance.Next(4))).ToArray();
        return Set(
            Number(depth - 1),
            ranges.Select(r => r.Length == 0 ? $"{r.Low}" : $"{r.Low}..{r.Low + r.Length}"),
            v => ranges.Any(r => v.Number >= r.Low && v.Number <= r.Low + r.Length));
    }

    private static SlowExpression Set(
        SlowExpression left, IEnumerable<string> items, Func<SlowValue, bool> holds) =>
        SlowExpression.Compare(
            left, "in", $"{{{string.Join(' ', items)}}}", _ => SlowValue.Of(""), (value, _) => holds(value));

    private SlowExpression Equated(int depth)
    {
        var negated = chance.Next(2) == 0;
        var address = Pick(Addresses);
        var truth = Condition(depth - 1);
        return chance.Next(2) == 0
            ? SlowExpression.Compare(
                Field(FieldType.Address),
                negated ? "ne" : "eq",
                address,
                _ => SlowValue.Of(IPAddress.Parse(address)),
                (a, b) => a.Address.MapToIPv6().Equals(b.Address.MapToIPv6()) != negated)
            : SlowExpression.Compare(
                Wrapped(Condition(depth - 1)), negated ? "ne" : "eq", truth.Within(5), truth.Of,
                (a, b) => (a.Truth == b.Truth) != negated);
    }

    /// <summary>
    /// A comparison in parentheses is a condition like any other, so both sides are written so.
    /// </summary>
    private static SlowExpression Wrapped(SlowExpression condition) =>
        condition.Level == 8 ? condition : new($"({condition.Text})", 8, condition.Of);

    private SlowExpression Called(int depth)
    {
        SlowExpression[] texts = [Text(depth - 1), Text(depth - 1)];
        var any = chance.Next(3) switch
        {
            0 => Text(depth - 1),
            1 => Number(depth - 1),
            _ => Field(FieldType.Address),
        };
        return chance.Next(4) switch
        {
            0 => SlowExpression.Call("present", [any], (v, _) =>
                SlowValue.Of(v[0].Presence is Presence.Present)),
            1 => SlowExpression.Call("starts_with", texts, (v, _) => SlowValue.Compare(
                v, false, () => v[0].Text.StartsWith(v[1].Text, StringComparison.Ordinal))),
            2 => SlowExpression.Call("ends_with", texts, (v, _) => SlowValue.Compare(
                v, false, () => v[0].Text.EndsWith(v[1].Text, StringComparison.Ordinal))),
            _ => SlowExpression.Call(
                "if",
                [Condition(depth - 1), Condition(depth - 1), Condition(depth - 1)],
                (v, _) =>
                    SlowValue.OfTruth(v[0].Truth is not { } truth ? null : truth ? v[1].Truth : v[2].Truth)),
        };
    }

    private static SlowExpression Bucket(SlowExpression value)
    {
        double[] edges = [0, 1, 2.5];
        return SlowExpression.Call(
            "bucket", [value, .. edges.Select(Number)], (v, _) => SlowValue.With(
                [v[0]], () => (double)edges.Count(edge => v[0].Number >= edge)));
    }

    private static SlowExpression Function(
        string name, SlowExpression[] arguments, Func<SlowValue[], double> function) =>
        SlowExpression.Call(name, arguments, (v, _) => SlowValue.With(v, () => function(v)));

    private IEnumerable<(char, SlowExpression)> Steps(string operators, int depth) => Enumerable
        .Range(0, chance.Next(1, 4)).Select(_ => (operators[chance.Next(2)], Number(depth - 1))).ToArray();

    private SlowExpression Field(FieldType type)
    {
        var places = SlowRequest.Catalogue.Fields.Index().Where(f => f.Item.Type == type).ToArray();
        return SlowExpression.Field(places[chance.Next(places.Length)].Index);
    }

    private object Value(FieldType type) => type switch
    {
        FieldType.Bool => chance.Next(2) == 0,
        FieldType.Number => Pick(Numbers),
        FieldType.Text => Pick(Texts),
        FieldType.Address => IPAddress.Parse(Pick(Addresses)),
        FieldType.Unset => "",
        _ => "",
    };

    private T Pick<T>(T[] values) => values[chance.Next(values.Length)];
}
