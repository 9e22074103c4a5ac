using System.Buffers;
using System.Text.RegularExpressions;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Language.Compilation;

internal enum TextTestKind
{
    Unset = 0,
    Contains,
    StartsWith,
    EndsWith,
}

internal sealed class TextTest(TextTestKind kind, TextEvaluator text, TextEvaluator part) : ConditionEvaluator
{
    public override Truth Evaluate(FieldSource source)
    {
        var presence = text.Read(source, out var whole).And(part.Read(source, out var piece));
        return presence is Presence.Present ? Truths.Of(Holds(whole, piece)) : presence.Compared();
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) =>
        Outlook.Compared(Outlook.And(text.Possible(gone), part.Possible(gone)));

    private bool Holds(TextValue whole, TextValue piece) => kind switch
    {
        TextTestKind.Contains => whole.Contains(piece),
        TextTestKind.StartsWith => whole.StartsWith(piece),
        TextTestKind.EndsWith => whole.EndsWith(piece),
        TextTestKind.Unset => false,
        _ => false,
    };
}

/// <summary>A regular expression that never backtracks, over a text of bounded length.</summary>
internal sealed class PatternMatch(TextEvaluator text, Regex pattern) : ConditionEvaluator
{
    public override Truth Evaluate(FieldSource source)
    {
        var presence = text.Read(source, out var value);
        return presence is not Presence.Present ? presence.Compared()
            : value.Length > Limits.PatternInput ? Truth.Missing
            : value.Case is TextCase.AsIs ? Truths.Of(pattern.IsMatch(value.Raw))
            : Truths.Of(MatchesCased(value));
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) =>
        Outlook.Compared(text.Possible(gone)) | PossibleWhereLong(text.Possible(gone));

    internal static PossibleTruths PossibleWhereLong(PossibleTruths text) =>
        (text & PossibleTruths.True) == 0 ? 0 : PossibleTruths.Missing;

    private bool MatchesCased(TextValue value)
    {
        var room = ArrayPool<char>.Shared.Rent(value.Length);
        var matches = value.TryCopyTo(room) && pattern.IsMatch(room.AsSpan(0, value.Length));
        ArrayPool<char>.Shared.Return(room);
        return matches;
    }
}

/// <summary>
/// A pattern in which <c>*</c> stands for any text. Only the last star is ever tried again, so that the
/// work is at most the product of both lengths.
/// </summary>
/// <param name="text">What is held against it.</param>
/// <param name="pattern">
/// The characters, with the places of stars apart, for a star may be meant as one.
/// </param>
/// <param name="stars">For each character, whether it stands for any text.</param>
/// <param name="anyCase">
/// Whether the case of ASCII letters does not matter; then the pattern is in lower case.
/// </param>
internal sealed class WildcardMatch(TextEvaluator text, string pattern, bool[] stars, bool anyCase)
    : ConditionEvaluator
{
    public override Truth Evaluate(FieldSource source)
    {
        var presence = text.Read(source, out var value);
        return presence is not Presence.Present ? presence.Compared()
            : value.Length > Limits.PatternInput ? Truth.Missing
            : Truths.Of(Matches(value));
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) =>
        Outlook.Compared(text.Possible(gone)) | PatternMatch.PossibleWhereLong(text.Possible(gone));

    private bool Matches(TextValue value)
    {
        var (at, next) = (0, 0);
        var (star, resume) = (-1, 0);
        while (at < value.Length)
        {
            if (next < pattern.Length && stars[next])
            {
                star = next++;
                resume = at;
            }
            else if (next < pattern.Length && Same(value[at], pattern[next]))
            {
                at++;
                next++;
            }
            else if (star >= 0)
            {
                next = star + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (next < pattern.Length && stars[next])
        {
            next++;
        }

        return next == pattern.Length;
    }

    private bool Same(char read, char wanted) =>
        (anyCase ? TextValue.Map(read, TextCase.Lower) : read) == wanted;
}
