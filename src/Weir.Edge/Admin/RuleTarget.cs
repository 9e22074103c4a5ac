using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Edge.Watching;

namespace Weir.Edge.Admin;

/// <summary>
/// Whether a rule that somebody wants to switch off is there: a misspelt one would be called off while the
/// rule goes on, and one that a later configuration brings would never begin.
/// </summary>
internal static class RuleTarget
{
    private const string Prefix = "rule:";

    /// <param name="target">Of a kill switch, such as <c>rule:SITE/ID</c>.</param>
    /// <param name="sites">What runs.</param>
    /// <returns>What is not there, with the nearest name; null for what is, and for no rule.</returns>
    public static string? Complaint(string target, ImmutableArray<SiteState> sites)
    {
        if (!target.StartsWith(Prefix, StringComparison.Ordinal)
            || target.IndexOf('/') is var slash && slash <= Prefix.Length)
        {
            return null;
        }

        var (site, rule) = (target[Prefix.Length..slash], target[(slash + 1)..]);
        return sites.FirstOrDefault(s => s.Id == site) is not { } found
                ? $"no site '{site}' runs here{Meant(site, sites.Select(static s => s.Id))}"
            : found.Rules.Any(r => r.Id == rule)
                ? null
            : $"site '{site}' runs no rule '{rule}'{Meant(rule, found.Rules.Select(static r => r.Id))}";
    }

    private static string Meant(string typed, IEnumerable<string> known) =>
        Spelling.DidYouMean(typed, known) is { } question ? $"; {question}" : "";
}
