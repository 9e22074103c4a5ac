using Weir.Decisions.Language.Checking;
using Weir.Decisions.Language.Fields;
using Weir.Decisions.Language.Parsing;

namespace Weir.Decisions.Language.Compilation;

/// <summary>
/// Text to something that can be evaluated. Total: any text ends in a value or in an error with its place,
/// in time, memory and stack bounded by <see cref="Limits"/>. Who compiles more than one expression passes
/// the same <see cref="PatternAllowance"/> to each; without one, an expression has a site's for itself.
/// </summary>
public static class ExpressionCompiler
{
    /// <summary>For rules: what is true, false or missing.</summary>
    public static Outcome<CompiledCondition, ExpressionError> Condition(
        string text, FieldCatalogue catalogue, PatternAllowance? allowance = null)
    {
        if (!Checked(text, catalogue, allowance).Try(out var made, out var fault))
        {
            return Fail<CompiledCondition>(text, fault);
        }

        return made.Root is ConditionEvaluator root
            ? Outcome<CompiledCondition, ExpressionError>.Ok(
                new CompiledCondition(text, catalogue, made.Fields, made.Probed, root))
            : Fail<CompiledCondition>(text, Fault.Type(
                new Extent(0, text.Length),
                $"expected a condition, and this is {made.Root.Type.Named()}",
                "compare it with something; rules that rewrite with a value are not there yet"));
    }

    /// <summary>For features: a number, or a condition as 1 or 0.</summary>
    public static Outcome<CompiledNumber, ExpressionError> Number(
        string text, FieldCatalogue catalogue, PatternAllowance? allowance = null)
    {
        if (!Checked(text, catalogue, allowance).Try(out var made, out var fault))
        {
            return Fail<CompiledNumber>(text, fault);
        }

        var root = made.Root is ConditionEvaluator condition
            ? new BoolNumber(condition)
            : made.Root as NumberEvaluator;
        return root is not null
            ? Outcome<CompiledNumber, ExpressionError>.Ok(
                new CompiledNumber(text, catalogue, made.Fields, root, made.Root.Type))
            : Fail<CompiledNumber>(text, Fault.Type(
                new Extent(0, text.Length), $"expected a number, and this is {made.Root.Type.Named()}"));
    }

    /// <summary>For features that are categories.</summary>
    public static Outcome<CompiledText, ExpressionError> Text(
        string text, FieldCatalogue catalogue, PatternAllowance? allowance = null)
    {
        if (!Checked(text, catalogue, allowance).Try(out var made, out var fault))
        {
            return Fail<CompiledText>(text, fault);
        }

        return made.Root is TextEvaluator root
            ? Outcome<CompiledText, ExpressionError>.Ok(new CompiledText(text, catalogue, made.Fields, root))
            : Fail<CompiledText>(text, Fault.Type(
                new Extent(0, text.Length), $"expected text, and this is {made.Root.Type.Named()}"));
    }

    private static Outcome<Checked, Fault> Checked(
        string text, FieldCatalogue catalogue, PatternAllowance? allowance) =>
        Parser.Read(text).Try(out var node, out var fault)
            ? Checker.Check(node, catalogue, allowance ?? PatternAllowance.OfSite())
            : Outcome<Checked, Fault>.Fail(fault);

    private static Outcome<T, ExpressionError> Fail<T>(string text, Fault fault)
        where T : notnull => Outcome<T, ExpressionError>.Fail(ExpressionError.Of(text, fault));
}
