using System.Collections.Immutable;
using Weir.Drills.Reporting;
using Weir.Drills.Scenarios;

namespace Weir.Drills;

/// <summary>The drills there are.</summary>
public static class DrillCatalogue
{
    public static ImmutableArray<Drill> All { get; } =
    [
        new Drill(ScoringGone.Name, ScoringGone.Summary, ScoringGone.RunAsync),
        new Drill(Nov18.Name, Nov18.Summary, Nov18.RunAsync),
        new Drill(HostileBundles.Name, HostileBundles.Summary, HostileBundles.RunAsync),
        new Drill(KeeperDies.Name, KeeperDies.Summary, KeeperDies.RunAsync),
    ];
}

/// <param name="Name">As it is called on the command line.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="RunAsync">Holds it; throws <see cref="DrillException"/> where it cannot be held.</param>
public sealed record Drill(
    string Name, string Summary, Func<DrillSettings, CancellationToken, Task<DrillReport>> RunAsync);
