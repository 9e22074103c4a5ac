using System.Collections.Immutable;

namespace Weir.Edge.Configuration;

/// <summary>
/// New sites into running ones: a good site is taken, a bad one stays as it was, one that is gone goes.
/// A site that did not change stays the same object, so that whoever runs it can tell.
/// </summary>
internal static class SiteMerge
{
    /// <param name="running">What runs now; no host of it is claimed twice.</param>
    /// <param name="read">What the file says now.</param>
    /// <param name="problems">Gets what keeps a good site from being taken.</param>
    public static ImmutableArray<SiteSettings> Merge(
        ImmutableArray<SiteSettings> running, SiteReadings read, List<ConfigurationProblem> problems)
    {
        var previous = running.ToDictionary(static s => s.Id, StringComparer.Ordinal);
        var slots = new List<Slot>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in read.Entries)
        {
            if (entry.Id is not null && seen.Add(entry.Id))
            {
                var taken = entry.Site.Match<SiteSettings?>(static s => s, static _ => null);
                var before = previous.GetValueOrDefault(entry.Id);
                var same = taken is null || (before is not null && taken.SameAs(before));
                slots.Add(new Slot(entry, before) { Current = same ? before : taken });
            }
        }

        // An entry whose id cannot be read may be any of the sites that seem to be gone: none of them goes.
        if (read.Entries.Any(static e => e.Id is null))
        {
            slots.AddRange(
                running.Where(s => !seen.Contains(s.Id))
                    .Select(static s => new Slot(null, s) { Current = s }));
        }

        Settle(slots, problems);
        return [.. slots.Select(static s => s.Current).OfType<SiteSettings>()];
    }

    /// <summary>
    /// A site that stays as it was keeps its hosts. A new one that claims such a host stays as it was too,
    /// and so may keep others; each round but the last settles a site, so that this ends.
    /// </summary>
    private static void Settle(List<Slot> slots, List<ConfigurationProblem> problems)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var slot in slots.Where(static s => !s.IsNew))
        {
            Keep(slot, kept);
        }

        var settled = true;
        while (settled)
        {
            settled = false;
            foreach (var slot in slots.Where(static s => s.IsNew))
            {
                if (slot.Entry is not { } entry
                    || slot.Current?.Hosts.FirstOrDefault(kept.ContainsKey) is not { } host)
                {
                    continue;
                }

                problems.Add(new ConfigurationProblem(
                    entry.Line,
                    entry.Column,
                    ProblemSeverity.Error,
                    entry.Path,
                    $"the host '{host}' still belongs to the site '{kept.GetValueOrDefault(host)}', "
                        + "which stays as it was",
                    "correct that site first"));
                slot.Current = slot.Previous;
                Keep(slot, kept);
                settled = true;
            }
        }
    }

    private static void Keep(Slot slot, Dictionary<string, string> kept)
    {
        if (slot.Current is { } site)
        {
            foreach (var host in site.Hosts)
            {
                kept.TryAdd(host, site.Id);
            }
        }
    }

    private sealed class Slot(SiteReading? entry, SiteSettings? previous)
    {
        public SiteReading? Entry { get; } = entry;

        public SiteSettings? Previous { get; } = previous;

        /// <summary>Null where there is nothing to run: a new site that is bad.</summary>
        public SiteSettings? Current { get; set; }

        public bool IsNew => Current is not null && !ReferenceEquals(Current, Previous);
    }
}
