using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Scoring;

namespace Weir.Releases.Content;

/// <summary>
/// The list of features that comes with signals: made by a query every few minutes, and the culprit of the
/// incident that this project is built around. Builder and node check it with this.
/// </summary>
public static class FeatureList
{
    private const int Named = 10;

    /// <summary>Distinct and within the limit; where both are wrong, both are said.</summary>
    public static Refusal? Check(ImmutableArray<FeatureColumn> features)
    {
        var over = features.Length > Limits.Features
            ? $"{features.Length} features, this program holds {Limits.Features}"
            : null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var twice = features.Select(static f => f.Name).Where(n => !seen.Add(n)).Distinct().ToArray();
        if (twice.Length > 0)
        {
            var names = string.Join(", ", twice.Take(Named));
            var more = twice.Length > Named ? $" and {twice.Length - Named} more" : "";
            return Refuse(RefusalReason.DuplicateFeature,
                $"there more than once: {names}{more}{(over is null ? "" : $"; {over}")}");
        }

        return over is null ? null : Refuse(RefusalReason.TooManyFeatures, over);
    }

    /// <summary>Exactly the features of the model that runs: names, types and order.</summary>
    public static Refusal? CheckAgainst(ImmutableArray<FeatureColumn> features, ScoringPlan plan)
    {
        var place = 0;
        foreach (var wanted in plan.Features.Features)
        {
            var at = place++;
            if (at >= features.Length)
            {
                return Refuse(RefusalReason.ModelInputMismatch,
                    $"{features.Length} features, the model that runs has {plan.Features.Count}: "
                    + $"'{wanted.Name}' is missing");
            }

            var column = features.AsSpan()[at];
            if (column.Name != wanted.Name || column.Type != wanted.Type)
            {
                return Refuse(RefusalReason.ModelInputMismatch,
                    $"feature {at + 1} is '{column.Name}' ({column.Type}), the model that runs has "
                    + $"'{wanted.Name}' ({wanted.Type}) there");
            }
        }

        return place == features.Length ? null : Refuse(RefusalReason.ModelInputMismatch,
            $"{features.Length} features, the model that runs has {place}: "
            + $"'{features.AsSpan()[place].Name}' is not known to it");
    }

    private static Refusal Refuse(RefusalReason reason, string detail) =>
        Refusal.Of(Gate.Validate, reason, detail);
}
