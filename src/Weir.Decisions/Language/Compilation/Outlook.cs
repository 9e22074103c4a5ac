using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Language.Compilation;

/// <summary>How possibilities go through an expression. May name one too many, never one too few.</summary>
internal static class Outlook
{
    public const PossibleTruths Either = PossibleTruths.False | PossibleTruths.True;

    public const PossibleTruths Any = Either | PossibleTruths.Missing;

    private static readonly (Truth Truth, PossibleTruths Flag)[] All =
    [
        (Truth.Missing, PossibleTruths.Missing),
        (Truth.False, PossibleTruths.False),
        (Truth.True, PossibleTruths.True),
    ];

    public static PossibleTruths OfField(int place, FieldKind kind, IReadOnlySet<int> gone) =>
        gone.Contains(place) ? PossibleTruths.Missing
        : kind is FieldKind.Request ? Either
        : Any;

    /// <summary>A condition as a value: true and false are both present.</summary>
    public static PossibleTruths OfValue(PossibleTruths condition) =>
        (condition & PossibleTruths.Missing) | ((condition & Either) == 0 ? 0 : PossibleTruths.True);

    /// <summary>Presence of what needs both, as <see cref="Presences.And"/>.</summary>
    public static PossibleTruths And(PossibleTruths left, PossibleTruths right)
    {
        var result = (left | right) & PossibleTruths.Missing;
        var (leftThere, rightThere) = (left & Either, right & Either);
        if (leftThere != 0 && rightThere != 0)
        {
            result |= (leftThere | rightThere) & PossibleTruths.False;
            result |= leftThere & rightThere & PossibleTruths.True;
        }

        return result;
    }

    /// <summary>Of a comparison whose operands have this presence.</summary>
    public static PossibleTruths Compared(PossibleTruths presence, bool negated = false) =>
        (presence & PossibleTruths.Missing)
        | ((presence & PossibleTruths.False) == 0 ? 0 : negated ? PossibleTruths.True : PossibleTruths.False)
        | ((presence & PossibleTruths.True) == 0 ? 0 : Either);

    /// <summary>Whatever a table says of each pair.</summary>
    public static PossibleTruths Each(
        PossibleTruths left, PossibleTruths right, Func<Truth, Truth, Truth> table)
    {
        var result = PossibleTruths.None;
        foreach (var (a, aFlag) in All)
        {
            foreach (var (b, bFlag) in All)
            {
                if ((left & aFlag) != 0 && (right & bFlag) != 0)
                {
                    result |= Flag(table(a, b));
                }
            }
        }

        return result;
    }

    public static PossibleTruths Flag(Truth truth) => truth switch
    {
        Truth.True => PossibleTruths.True,
        Truth.False => PossibleTruths.False,
        Truth.Missing => PossibleTruths.Missing,
        _ => PossibleTruths.Missing,
    };
}
