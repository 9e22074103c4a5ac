using System.Collections.Frozen;
using Weir.Decisions.Language.Ast;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Language.Compilation;

internal sealed class NumberMembership(NumberEvaluator value, RangeSet<double> set) : ConditionEvaluator
{
    public override Truth Evaluate(FieldSource source)
    {
        var presence = value.Read(source, out var number);
        return presence is Presence.Present ? Truths.Of(set.Contains(number)) : presence.Compared();
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => Outlook.Compared(value.Possible(gone));
}

internal sealed class TextMembership(TextEvaluator value, IEnumerable<string> items) : ConditionEvaluator
{
    private readonly FrozenSet<TextValue> _set =
        items.Select(static item => new TextValue(item)).ToFrozenSet();

    public override Truth Evaluate(FieldSource source)
    {
        var presence = value.Read(source, out var text);
        return presence is Presence.Present ? Truths.Of(_set.Contains(text)) : presence.Compared();
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => Outlook.Compared(value.Possible(gone));
}

internal sealed class AddressMembership(
    AddressEvaluator value, RangeSet<UInt128> v4, RangeSet<UInt128> v6) : ConditionEvaluator
{
    public override Truth Evaluate(FieldSource source)
    {
        var presence = value.Read(source, out AddressKey key);
        return presence is Presence.Present
            ? Truths.Of((key.V6 ? v6 : v4).Contains(key.Value))
            : presence.Compared();
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => Outlook.Compared(value.Possible(gone));
}
