using System.Text;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Language.Compilation;

/// <summary>Bytes of a text in UTF-8, as Cloudflare counts.</summary>
internal sealed class TextLength(TextEvaluator text) : NumberEvaluator
{
    public override Presence Read(FieldSource source, out double value)
    {
        var presence = text.Read(source, out var read);
        value = presence is Presence.Present ? Encoding.UTF8.GetByteCount(read.Raw) : 0;
        return presence;
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => text.Possible(gone);
}

internal sealed class Cased(TextEvaluator text, TextCase casing) : TextEvaluator
{
    public override Presence Read(FieldSource source, out TextValue value)
    {
        var presence = text.Read(source, out var read);
        value = read.CasedOver(casing);
        return presence;
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => text.Possible(gone);
}

/// <summary>1 for true, 0 for false; absent or missing as the condition is.</summary>
internal sealed class BoolNumber(ConditionEvaluator condition) : NumberEvaluator
{
    public override Presence Read(FieldSource source, out double value)
    {
        var presence = condition.Read(source, out var truth);
        value = truth ? 1 : 0;
        return presence;
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => condition.PossiblePresence(gone);
}

/// <summary>Whether a value is there. The one condition that is never missing.</summary>
internal sealed class Present(Evaluator value) : ConditionEvaluator
{
    public override Truth Evaluate(FieldSource source) => Truths.Of(PresenceOf(source) is Presence.Present);

    public override PossibleTruths Possible(IReadOnlySet<int> gone)
    {
        var possible = value is ConditionEvaluator condition
            ? condition.PossiblePresence(gone)
            : value.Possible(gone);
        return (possible & PossibleTruths.True)
            | ((possible & ~PossibleTruths.True) == 0 ? 0 : PossibleTruths.False);
    }

    private Presence PresenceOf(FieldSource source) => value switch
    {
        ConditionEvaluator condition => condition.Read(source, out _),
        NumberEvaluator number => number.Read(source, out _),
        TextEvaluator text => text.Read(source, out _),
        AddressEvaluator address => address.Read(source, out _),
        _ => Presence.Missing,
    };
}

internal sealed class BoolChoice(ConditionEvaluator condition, ConditionEvaluator yes, ConditionEvaluator no)
    : ConditionEvaluator
{
    public override Truth Evaluate(FieldSource source)
    {
        var truth = condition.Evaluate(source);
        return truth is Truth.Missing ? Truth.Missing : (truth is Truth.True ? yes : no).Evaluate(source);
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => Choices.Possible(
        condition.Possible(gone), yes.Possible(gone), no.Possible(gone));
}

internal sealed class NumberChoice(ConditionEvaluator condition, NumberEvaluator yes, NumberEvaluator no)
    : NumberEvaluator
{
    public override Presence Read(FieldSource source, out double value)
    {
        var truth = condition.Evaluate(source);
        value = 0;
        return truth is Truth.Missing
            ? Presence.Missing
            : (truth is Truth.True ? yes : no).Read(source, out value);
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => Choices.Possible(
        condition.Possible(gone), yes.Possible(gone), no.Possible(gone));
}

internal sealed class TextChoice(ConditionEvaluator condition, TextEvaluator yes, TextEvaluator no)
    : TextEvaluator
{
    public override Presence Read(FieldSource source, out TextValue value)
    {
        var truth = condition.Evaluate(source);
        value = default;
        return truth is Truth.Missing
            ? Presence.Missing
            : (truth is Truth.True ? yes : no).Read(source, out value);
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => Choices.Possible(
        condition.Possible(gone), yes.Possible(gone), no.Possible(gone));
}

internal static class Choices
{
    public static PossibleTruths Possible(PossibleTruths condition, PossibleTruths yes, PossibleTruths no) =>
        (condition & PossibleTruths.Missing)
        | ((condition & PossibleTruths.True) == 0 ? 0 : yes)
        | ((condition & PossibleTruths.False) == 0 ? 0 : no);
}
