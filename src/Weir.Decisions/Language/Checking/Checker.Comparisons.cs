using System.Globalization;
using System.Net;
using Weir.Decisions.Language.Ast;
using Weir.Decisions.Language.Compilation;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Language.Checking;

/// <content>Comparisons: what can be held against what.</content>
internal sealed partial class Checker
{
    private ConditionEvaluator? Compare(CompareNode node) => node.Operator switch
    {
        CompareOperator.Equal or CompareOperator.NotEqual or CompareOperator.Less
            or CompareOperator.LessOrEqual or CompareOperator.Greater
            or CompareOperator.GreaterOrEqual => Ordered(node),
        CompareOperator.Contains => Want<TextEvaluator>(node.Left, "'contains'") is { } whole
            && Want<TextEvaluator>(node.Right, "'contains'") is { } part
                ? new TextTest(TextTestKind.Contains, whole, part)
                : null,
        CompareOperator.Matches => Matching(node),
        CompareOperator.Wildcard => Wildcards(node, anyCase: true),
        CompareOperator.StrictWildcard => Wildcards(node, anyCase: false),
        CompareOperator.Unset => null,
        _ => null,
    };

    private ConditionEvaluator? Ordered(CompareNode node)
    {
        if (Visit(node.Left) is not { } left || Visit(node.Right) is not { } right)
        {
            return null;
        }

        var negated = node.Operator is CompareOperator.NotEqual;
        var equates = negated || node.Operator is CompareOperator.Equal;
        switch ((left, right))
        {
            case (NumberEvaluator a, NumberEvaluator b):
                return new NumberComparison(node.Operator, a, b);
            case (TextEvaluator a, TextEvaluator b):
                return new TextComparison(node.Operator, a, b);
            case (ConditionEvaluator a, ConditionEvaluator b) when equates:
                return new BoolComparison(negated, a, b);
            case (AddressEvaluator a, AddressEvaluator b) when equates:
                return new AddressComparison(negated, a, b);
            default:
                Refuse(left.Type == right.Type
                    ? Fault.Type(node.OperatorAt, left.Type is FieldType.Bool
                        ? "conditions have no order: they compare with 'eq' and 'ne'"
                        : "addresses have no order: they compare with 'eq', 'ne' and 'in'")
                    : Fault.Type(
                        node.Right.At,
                        $"{left.Type.Named()} cannot be compared with {right.Type.Named()}",
                        Advice(left.Type, node.Right)));
                return null;
        }
    }

    /// <summary>What was probably meant by a value of another type than the one before it.</summary>
    private static string? Advice(FieldType left, Node right) => (left, right) switch
    {
        (FieldType.Text, NumberNode number) =>
            $"write \"{number.Value.ToString("R", CultureInfo.InvariantCulture)}\"",
        (FieldType.Text, AddressNode address) => $"write \"{address.Value.FirstText()}\"",
        (FieldType.Number, TextNode text)
            when double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) =>
            $"write {text.Value} without quotes",
        (FieldType.Address, TextNode text)
            when IPAddress.TryParse(text.Value, out var address) && address.ToString() == text.Value =>
            $"write {text.Value} without quotes",
        (FieldType.Bool, NumberNode) => "a condition stands alone, or behind 'not'",
        (FieldType.Bool, TextNode { Value: "true" or "false" } text) => $"write {text.Value} without quotes",
        _ => null,
    };

    private PatternMatch? Matching(CompareNode node)
    {
        if (Want<TextEvaluator>(node.Left, "'matches'") is not { } text || Pattern(node) is not { } pattern)
        {
            return null;
        }

        if (Patterns.Build(pattern.Value, _allowance).Try(out var regex, out var fault))
        {
            return new PatternMatch(text, regex);
        }

        Refuse(At(pattern, fault));
        return null;
    }

    private WildcardMatch? Wildcards(CompareNode node, bool anyCase)
    {
        if (Want<TextEvaluator>(node.Left, "'wildcard'") is not { } text || Pattern(node) is not { } pattern)
        {
            return null;
        }

        if (Patterns.Wildcard(pattern.Value, anyCase).Try(out var built, out var fault))
        {
            return new WildcardMatch(text, built.Text, built.Stars, anyCase);
        }

        Refuse(At(pattern, fault));
        return null;
    }

    private TextNode? Pattern(CompareNode node)
    {
        if (node.Right is TextNode pattern)
        {
            return pattern;
        }

        Refuse(Fault.Type(node.Right.At, "a pattern is a text in quotes"));
        return null;
    }

    /// <summary>The place inside the pattern where it can be told; else the whole of it.</summary>
    private static Fault At(TextNode pattern, PatternFault fault)
    {
        var from = pattern.Verbatim + Math.Min(fault.At, pattern.Value.Length);
        return Fault.Pattern(
            pattern.Verbatim >= 0 ? new Extent(from, from + 1) : pattern.At, fault.Message, fault.Suggestion);
    }
}
