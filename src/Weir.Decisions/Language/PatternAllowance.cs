namespace Weir.Decisions.Language;

/// <summary>
/// What the patterns of one owner may take together: how many there are, and what building and trying them
/// allocates. Each keeps its own limits; without a sum, many would hold a thread for minutes all the same.
/// Patterns that are refused count too, because they were paid for. For one thread.
/// </summary>
public sealed class PatternAllowance
{
    private const int Mebi = 1024 * 1024;
    private readonly string _owner;
    private readonly (int Most, string Name) _patterns;
    private readonly (long Most, string Name) _memory;

    private PatternAllowance(
        string owner, (int Most, string Name) patterns, (long Most, string Name) memory) =>
        (_owner, _patterns, _memory) = (owner, patterns, memory);

    /// <summary>What was taken so far; only <see cref="Restore"/> takes anything back.</summary>
    internal PatternUse Used { get; private set; }

    public static PatternAllowance OfFeatures() => new(
        "a feature set",
        (Limits.FeaturePatterns, nameof(Limits.FeaturePatterns)),
        (Limits.FeaturePatternMemory, nameof(Limits.FeaturePatternMemory)));

    public static PatternAllowance OfSite() => new(
        "a site's rules",
        (Limits.SitePatterns, nameof(Limits.SitePatterns)),
        (Limits.SitePatternMemory, nameof(Limits.SitePatternMemory)));

    internal void Take(int patterns, long bytes) =>
        Used = new PatternUse(Used.Patterns + patterns, Used.Bytes + bytes);

    /// <summary>Gives back what was taken since, with everything that was built of it gone.</summary>
    internal void Restore(PatternUse before) => Used = before;

    /// <returns>What is over, as a clause that names the limit; null where nothing is.</returns>
    internal string? Exceeded() =>
        Used.Patterns > _patterns.Most
            ? $"the patterns of {_owner} are more than {_patterns.Most} (limit {_patterns.Name})"
        : Used.Bytes > _memory.Most
            ? $"the patterns of {_owner} take more than {_memory.Most / Mebi} MiB together "
                + $"(limit {_memory.Name})"
        : null;
}

/// <param name="Patterns">Patterns of <c>matches</c>.</param>
/// <param name="Bytes">That building and trying them allocated.</param>
internal readonly record struct PatternUse(int Patterns, long Bytes);
