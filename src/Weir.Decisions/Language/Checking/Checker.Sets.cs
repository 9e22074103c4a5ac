using Weir.Decisions.Language.Ast;
using Weir.Decisions.Language.Compilation;

namespace Weir.Decisions.Language.Checking;

/// <content>Sets: items of one type, and ranges of them.</content>
internal sealed partial class Checker
{
    private ConditionEvaluator? Membership(InNode node)
    {
        var left = Visit(node.Left);
        if (left is not null && node.Items.IsEmpty)
        {
            Refuse(Fault.Type(node.OperatorAt.To(node.At), "an empty set holds nothing",
                "name its items, or write 'false'"));
            return null;
        }

        return left switch
        {
            NumberEvaluator number => Numbers(number, node),
            TextEvaluator text => Texts(text, node),
            AddressEvaluator address => Addresses(address, node),
            null => null,
            _ => Refuse(Fault.Type(
                node.Left.At,
                "'in' needs a number, text or an address, and this is a condition"))
                as ConditionEvaluator,
        };
    }

    private NumberMembership? Numbers(NumberEvaluator number, InNode node)
    {
        var ranges = new List<(double Low, double High)>(node.Items.Length);
        foreach (var item in node.Items)
        {
            if (Item<NumberNode>(item, "a number") is not var (low, high))
            {
                return null;
            }

            ranges.Add((low.Value, high.Value));
            if (low.Value > high.Value)
            {
                return Backwards<NumberMembership>(low, high);
            }
        }

        return new NumberMembership(number, new RangeSet<double>(ranges));
    }

    private TextMembership? Texts(TextEvaluator text, InNode node)
    {
        var items = new List<string>(node.Items.Length);
        foreach (var item in node.Items)
        {
            if (Item<TextNode>(item, "text") is not var (low, _))
            {
                return null;
            }

            items.Add(low.Value);
            if (item.High is { } high)
            {
                Refuse(Fault.Type(low.At.To(high.At), "a range of texts means nothing"));
                return null;
            }
        }

        return new TextMembership(text, items);
    }

    private AddressMembership? Addresses(AddressEvaluator address, InNode node)
    {
        var (v4, v6) = (new List<(UInt128 Low, UInt128 High)>(), new List<(UInt128 Low, UInt128 High)>());
        foreach (var item in node.Items)
        {
            if (Item<AddressNode>(item, "an address") is not var (low, high))
            {
                return null;
            }

            if (item.High is not null
                && (!low.Value.IsSingle || !high.Value.IsSingle || low.Value.V6 != high.Value.V6))
            {
                Refuse(Fault.Type(low.At.To(high.At),
                    "a range goes from one address to another of its family"));
                return null;
            }

            (low.Value.V6 ? v6 : v4).Add((low.Value.Low, high.Value.High));
            if (low.Value.Low > high.Value.High)
            {
                return Backwards<AddressMembership>(low, high);
            }
        }

        return new AddressMembership(address, new RangeSet<UInt128>(v4), new RangeSet<UInt128>(v6));
    }

    /// <summary>Both ends of an item; one that is no range has twice the same.</summary>
    private (T Low, T High)? Item<T>(SetItem item, string wanted)
        where T : Node
    {
        var last = item.High ?? item.Low;
        if (item.Low is T low && last is T high)
        {
            return (low, high);
        }

        var stray = item.Low is T ? last : item.Low;
        Refuse(Fault.Type(stray.At, $"this set holds {wanted}, and this is {Kind(stray)}"));
        return null;
    }

    private T? Backwards<T>(Node low, Node high)
        where T : Evaluator
    {
        Refuse(Fault.Type(low.At.To(high.At), "this range ends before it begins"));
        return null;
    }

    private static string Kind(Node node) => node switch
    {
        NumberNode => "a number",
        TextNode => "text",
        AddressNode => "an address",
        BoolNode => "a condition",
        _ => "something else",
    };
}
