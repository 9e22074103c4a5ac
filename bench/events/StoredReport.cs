using System.Globalization;

namespace Weir.Bench.Events;

/// <summary>Rounds of the store, and their table.</summary>
internal static class StoredReport
{
    private const double RateGoal = 50_000;

    public static async Task<int> RunAsync(Options options)
    {
        var measure = new StoredMeasure(options);
        List<StoreCost> alone = [];
        List<StoredFlow> paced = [];
        List<double> elsewhere = [];
        for (var round = 0; round < options.Rounds; round++)
        {
            Console.Error.WriteLine($"round {round + 1} of {options.Rounds}");
            alone.Add(await measure.AloneAsync());
            var begun = Busy.Now();
            paced.Add(await measure.PacedAsync());
            elsewhere.Add(begun.Elsewhere());
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""
            # Events bench, the store, {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC

            {Environment.ProcessorCount} processors, {options.Features} features, {options.Rounds} rounds of {
                options.StoreSeconds} s. Figures are medians (least-greatest).

            | the store alone, one thread | stored/s | CPU us/event | longest batch ms |
            |---|---|---|---|
            | | {Figures.Spread(alone.Select(static a => a.Stored), "N0")} | {
                Figures.Spread(alone.Select(static a => a.Cpu), "N1")} | {
                Figures.Spread(alone.Select(static a => a.Longest), "N0")} |

            | with a keeper's process | offered/s | stored/s | kept | dropped | its CPU us/event | its MB |
            |---|---|---|---|---|---|---|
            """));
        string[] cells =
        [
            $"paced at {options.Rate}/s",
            Figures.Spread(paced.Select(static f => f.Offered), "N0"),
            Figures.Spread(paced.Select(static f => f.Stored), "N0"),
            Figures.Spread(paced.Select(static f => f.Kept), "P1"),
            Figures.Spread(paced.Select(static f => f.Dropped), "P1"),
            Figures.Spread(paced.Select(static f => f.Cpu), "N1"),
            Figures.Spread(paced.Select(static f => f.Memory), "N0"),
        ];
        Console.WriteLine($"| {string.Join(" | ", cells)} |");
        var met = paced.Min(static f => f.Kept) >= 1
            && paced.Average(static f => f.Offered) >= 0.98 * RateGoal;
        var adds = paced.All(static f => f.AddsUp);
        Console.WriteLine($"""

            Processors that something else kept busy meanwhile: {Figures.Spread(elsewhere, "N2")}.
            50,000 a second stored without back-pressure: {(met ? "met" : "**missed**")}.
            {(adds ? "Every event that was kept is stored." : "**Events are lost that nothing counts.**")}
            """);
        return adds ? 0 : 1;
    }
}
