using Weir.Decisions.Language.Ast;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Language.Compilation;

internal sealed class BoolConstant(bool value) : ConditionEvaluator
{
    public override Truth Evaluate(FieldSource source) => Truths.Of(value);

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => Outlook.Flag(Truths.Of(value));
}

internal sealed class NumberConstant(double value) : NumberEvaluator
{
    public double Value => value;

    public override Presence Read(FieldSource source, out double number)
    {
        number = value;
        return Presence.Present;
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => PossibleTruths.True;
}

internal sealed class TextConstant(string value) : TextEvaluator
{
    private readonly TextValue _value = new(value);

    public override Presence Read(FieldSource source, out TextValue text)
    {
        text = _value;
        return Presence.Present;
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => PossibleTruths.True;
}

internal sealed class AddressConstant(AddressKey value) : AddressEvaluator
{
    public override Presence Read(FieldSource source, out AddressKey address)
    {
        address = value;
        return Presence.Present;
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => PossibleTruths.True;
}

internal sealed class BoolField(int place, FieldKind kind) : ConditionEvaluator
{
    public override Truth Evaluate(FieldSource source)
    {
        var presence = source.Bool(place, out var value);
        return presence is Presence.Present ? Truths.Of(value) : presence.Compared();
    }

    public override Presence Read(FieldSource source, out bool value) => source.Bool(place, out value);

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => Outlook.OfField(place, kind, gone);

    public override PossibleTruths PossiblePresence(IReadOnlySet<int> gone) => Possible(gone);
}

internal sealed class NumberField(int place, FieldKind kind) : NumberEvaluator
{
    public override Presence Read(FieldSource source, out double value)
    {
        var presence = source.Number(place, out value);
        return presence is Presence.Present ? value.Finite() : presence;
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => Outlook.OfField(place, kind, gone);
}

internal sealed class TextField(int place, FieldKind kind) : TextEvaluator
{
    public override Presence Read(FieldSource source, out TextValue value)
    {
        var presence = source.Text(place, out var text);
        value = new TextValue(text);
        return presence;
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => Outlook.OfField(place, kind, gone);
}

internal sealed class AddressField(int place, FieldKind kind) : AddressEvaluator
{
    public override Presence Read(FieldSource source, out AddressKey value)
    {
        var presence = source.Address(place, out var address);
        value = presence is Presence.Present ? AddressKey.Of(address) : default;
        return presence;
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => Outlook.OfField(place, kind, gone);
}
