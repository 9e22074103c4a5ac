using Weir.Decisions.Language.Ast;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Language.Compilation;

/// <summary>
/// One node of a compiled expression. Immutable and shared by all requests; evaluating allocates nothing
/// and never throws, whatever the source answers.
/// </summary>
internal abstract class Evaluator
{
    public abstract FieldType Type { get; }

    /// <summary>
    /// What this may come to when the given fields are missing and nothing is known of the others. For a
    /// value, <c>False</c> stands for absent and <c>True</c> for present.
    /// </summary>
    public abstract PossibleTruths Possible(IReadOnlySet<int> gone);
}

internal abstract class ConditionEvaluator : Evaluator
{
    public sealed override FieldType Type => FieldType.Bool;

    public abstract Truth Evaluate(FieldSource source);

    /// <summary>
    /// As a value. Only what reads a field directly can be absent: a comparison then is false.
    /// </summary>
    public virtual Presence Read(FieldSource source, out bool value)
    {
        var truth = Evaluate(source);
        value = truth is Truth.True;
        return truth is Truth.Missing ? Presence.Missing : Presence.Present;
    }

    /// <summary>The same for <see cref="Read"/>.</summary>
    public virtual PossibleTruths PossiblePresence(IReadOnlySet<int> gone) => Outlook.OfValue(Possible(gone));
}

internal abstract class NumberEvaluator : Evaluator
{
    public sealed override FieldType Type => FieldType.Number;

    /// <param name="source">The request.</param>
    /// <param name="value">Finite where it is present.</param>
    public abstract Presence Read(FieldSource source, out double value);
}

internal abstract class TextEvaluator : Evaluator
{
    public sealed override FieldType Type => FieldType.Text;

    public abstract Presence Read(FieldSource source, out TextValue value);
}

internal abstract class AddressEvaluator : Evaluator
{
    public sealed override FieldType Type => FieldType.Address;

    public abstract Presence Read(FieldSource source, out AddressKey value);
}

internal static class Presences
{
    /// <summary>Of what needs both: missing wins over absent, absent over present.</summary>
    public static Presence And(this Presence left, Presence right) => left < right ? left : right;

    /// <summary>What a comparison comes to whose operands are not all present.</summary>
    /// <param name="presence">Of the operands together.</param>
    /// <param name="negated">For <c>ne</c>, the negation of <c>eq</c>.</param>
    public static Truth Compared(this Presence presence, bool negated = false) =>
        presence is Presence.Absent ? Truths.Of(negated) : Truth.Missing;

    /// <summary>A result that is no finite number is missing: what divides by zero is not known.</summary>
    public static Presence Finite(this double value) =>
        double.IsFinite(value) ? Presence.Present : Presence.Missing;
}
