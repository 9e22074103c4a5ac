using Weir.Decisions.Language.Ast;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Language.Compilation;

internal static class Ordering
{
    /// <param name="comparing">One of the six that order or equate.</param>
    /// <param name="sign">Negative, zero or positive, as of <c>left.CompareTo(right)</c>.</param>
    public static bool Holds(this CompareOperator comparing, int sign) => comparing switch
    {
        CompareOperator.Equal => sign == 0,
        CompareOperator.NotEqual => sign != 0,
        CompareOperator.Less => sign < 0,
        CompareOperator.LessOrEqual => sign <= 0,
        CompareOperator.Greater => sign > 0,
        CompareOperator.GreaterOrEqual => sign >= 0,
        CompareOperator.Contains or CompareOperator.Matches or CompareOperator.Wildcard
            or CompareOperator.StrictWildcard or CompareOperator.Unset => false,
        _ => false,
    };
}

internal sealed class NumberComparison(CompareOperator comparing, NumberEvaluator left, NumberEvaluator right)
    : ConditionEvaluator
{
    private readonly bool _negated = comparing is CompareOperator.NotEqual;

    public override Truth Evaluate(FieldSource source)
    {
        var presence = left.Read(source, out var a).And(right.Read(source, out var b));
        return presence is Presence.Present
            ? Truths.Of(comparing.Holds(a < b ? -1 : a > b ? 1 : 0))
            : presence.Compared(_negated);
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) =>
        Outlook.Compared(Outlook.And(left.Possible(gone), right.Possible(gone)), _negated);
}

internal sealed class TextComparison(CompareOperator comparing, TextEvaluator left, TextEvaluator right)
    : ConditionEvaluator
{
    private readonly bool _negated = comparing is CompareOperator.NotEqual;

    public override Truth Evaluate(FieldSource source)
    {
        var presence = left.Read(source, out var a).And(right.Read(source, out var b));
        return presence is not Presence.Present ? presence.Compared(_negated)
            : comparing is CompareOperator.Equal ? Truths.Of(a.Equals(b))
            : Truths.Of(comparing.Holds(a.CompareTo(b)));
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) =>
        Outlook.Compared(Outlook.And(left.Possible(gone), right.Possible(gone)), _negated);
}

/// <summary><c>eq</c> and <c>ne</c> of two conditions.</summary>
internal sealed class BoolComparison(bool negated, ConditionEvaluator left, ConditionEvaluator right)
    : ConditionEvaluator
{
    public override Truth Evaluate(FieldSource source)
    {
        var presence = left.Read(source, out var a).And(right.Read(source, out var b));
        return presence is Presence.Present ? Truths.Of((a == b) != negated) : presence.Compared(negated);
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => Outlook.Compared(
        Outlook.And(left.PossiblePresence(gone), right.PossiblePresence(gone)), negated);
}

/// <summary><c>eq</c> and <c>ne</c> of two addresses.</summary>
internal sealed class AddressComparison(bool negated, AddressEvaluator left, AddressEvaluator right)
    : ConditionEvaluator
{
    public override Truth Evaluate(FieldSource source)
    {
        var presence = left.Read(source, out var a).And(right.Read(source, out var b));
        return presence is Presence.Present ? Truths.Of((a == b) != negated) : presence.Compared(negated);
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) =>
        Outlook.Compared(Outlook.And(left.Possible(gone), right.Possible(gone)), negated);
}
