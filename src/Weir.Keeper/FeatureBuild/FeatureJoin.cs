using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Releases;
using Weir.Releases.Content;

namespace Weir.Keeper.FeatureBuild;

/// <summary>One row of the columns query.</summary>
internal readonly record struct ColumnRow(string Name, string Type);

/// <summary>
/// Joins the columns of the database with the definitions of the active set, by name. The query's result is
/// input like any other: it is checked before anything is made of it.
/// </summary>
internal static class FeatureJoin
{
    private const char KeyMark = '@';
    private const string ColumnType = "FLOAT";
    private const int Named = 10;

    /// <returns>The definitions in their order, each of which has exactly one column.</returns>
    public static Outcome<ImmutableArray<FeatureDefinition>, BuildRefusal> Join(
        IEnumerable<ColumnRow> rows, ImmutableArray<FeatureDefinition> definitions)
    {
        var columns = rows.Where(static r => !r.Name.StartsWith(KeyMark)).ToImmutableArray();

        // The check that a node makes too: duplicates and the limit, both said where both are wrong.
        ImmutableArray<FeatureColumn> claimed =
            [.. columns.Select(static c => new FeatureColumn(c.Name, FeatureType.F32, 0))];
        if (FeatureList.Check(claimed) is { } wrong)
        {
            return Fail(BuildRefusal.Of(wrong));
        }

        var known = definitions.Select(static d => d.Name).ToHashSet(StringComparer.Ordinal);
        var strange = columns.Select(static c => c.Name).Where(n => !known.Contains(n)).ToArray();
        if (strange.Length > 0)
        {
            return Fail(BuildRefusal.Of(
                RefusalReason.UnknownFeature, $"columns without a definition: {Names(strange)}"));
        }

        var there = columns.Select(static c => c.Name).ToHashSet(StringComparer.Ordinal);
        var absent = definitions.Select(static d => d.Name).Where(n => !there.Contains(n)).ToArray();
        if (absent.Length > 0)
        {
            return Fail(BuildRefusal.Of(
                RefusalReason.MissingFeature, $"definitions without a column: {Names(absent)}"));
        }

        var typed = columns.Where(static c => c.Type != ColumnType).Select(static c => $"{c.Name} ({c.Type})")
            .ToArray();
        return typed.Length > 0
            ? Fail(BuildRefusal.Of(
                RefusalReason.BadFeature, $"columns of another type than {ColumnType}: {Names(typed)}"))
            : Outcome<ImmutableArray<FeatureDefinition>, BuildRefusal>.Ok(definitions);
    }

    private static string Names(string[] names) =>
        string.Join(", ", names.Take(Named))
        + (names.Length > Named ? $" and {names.Length - Named} more" : "");

    private static Outcome<ImmutableArray<FeatureDefinition>, BuildRefusal> Fail(BuildRefusal refusal) =>
        Outcome<ImmutableArray<FeatureDefinition>, BuildRefusal>.Fail(refusal);
}
