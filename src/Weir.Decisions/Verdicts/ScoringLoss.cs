using System.Collections.Immutable;
using Weir.Decisions.Language;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Verdicts;

/// <summary>What becomes of a rule when no request has a score any more.</summary>
public enum ScoringLossKind
{
    Unset = 0,

    /// <summary>It never fires any more, whatever the request.</summary>
    NeverFires,

    /// <summary>It still fires for some requests, and for others no more.</summary>
    FiresLess,

    /// <summary>It may fire where it did not before: it asks whether there is a score.</summary>
    MayFireMore,
}

/// <param name="Rule">A rule whose verdict changes for some requests.</param>
/// <param name="Kind">How.</param>
public readonly record struct ScoringLoss(Rule Rule, ScoringLossKind Kind)
{
    /// <summary>
    /// Every rule that reads a field of scoring and may come out differently without it, in their order. A
    /// rule may be listed that never changes in truth (<c>bot.score lt 0</c>); none is left out. A rule that
    /// is not listed comes out as before, and now decides where an earlier one that is listed did.
    /// </summary>
    public static ImmutableArray<ScoringLoss> Of(RuleSet set)
    {
        var losses = ImmutableArray.CreateBuilder<ScoringLoss>();
        foreach (var rule in set.Rules)
        {
            var scoring = RuleFields.OfScoring(rule.When.Catalogue);
            if (rule.When.ReadsAny(scoring)
                && KindOf(rule, scoring) is not ScoringLossKind.Unset and var kind)
            {
                losses.Add(new ScoringLoss(rule, kind));
            }
        }

        return losses.ToImmutable();
    }

    /// <summary>What passes missing on comes out as before wherever it is not missing.</summary>
    private static ScoringLossKind KindOf(Rule rule, IReadOnlySet<int> scoring)
    {
        var possible = rule.When.PossibleWithout(scoring);
        return rule.When.ProbedFields.Any(scoring.Contains)
            ? (possible & PossibleTruths.True) == 0 ? ScoringLossKind.NeverFires : ScoringLossKind.MayFireMore
            : (possible & PossibleTruths.Missing) == 0 ? ScoringLossKind.Unset
            : (possible & PossibleTruths.True) == 0 ? ScoringLossKind.NeverFires
            : ScoringLossKind.FiresLess;
    }
}
