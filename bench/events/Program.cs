using System.Globalization;
using Weir.Bench.Events;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(Options.Usage);
    return 0;
}

if (args is [StoredStage.KeeperCommand, var folder])
{
    return await StoredStage.KeepAsync(folder);
}

if (Options.Parse(args, out var problem) is not { } options)
{
    Console.Error.WriteLine($"bench: {problem}");
    return 1;
}

if (options.Stored)
{
    return await StoredReport.RunAsync(options);
}

const double rateGoal = 50_000;
var measure = new Measure(options);
List<Flow> full = [];
List<Flow> paced = [];
List<Cost> costs = [];
await measure.FlowAsync(0);
for (var round = 0; round < options.Rounds; round++)
{
    Console.Error.WriteLine($"round {round + 1} of {options.Rounds}");
    full.Add(await measure.FlowAsync(0));
    paced.Add(await measure.FlowAsync(options.Rate));
    costs.Add(await measure.CostAsync());
}

var kept = paced.Min(static one => one.Kept);
var met = kept >= 1 && paced.Average(static one => one.Offered) >= 0.98 * rateGoal;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"""
    # Events bench, {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC

    {Environment.ProcessorCount} processors, {options.Threads} threads offer, {options.Features} features,
    {options.Rounds} rounds of {options.Seconds} s. Figures are medians (least-greatest).

    | part | offered/s | received/s | kept | dropped |
    |---|---|---|---|---|
    """));
foreach (var (name, flows) in new[] { ("full speed", full), ($"paced at {options.Rate}/s", paced) })
{
    string[] cells =
    [
        name,
        Figures.Spread(flows.Select(static f => f.Offered), "N0"),
        Figures.Spread(flows.Select(static f => f.Received), "N0"),
        Figures.Spread(flows.Select(static f => f.Kept), "P1"),
        Figures.Spread(flows.Select(static f => f.Dropped), "P1"),
    ];
    Console.WriteLine($"| {string.Join(" | ", cells)} |");
}

Console.WriteLine($"""

    50,000 a second without back-pressure: {(met ? "met" : "**missed**")}.

    | offer | p50 ns | p99 ns | longest ns | managed bytes |
    |---|---|---|---|---|
    | | {Figures.Spread(costs.Select(static c => c.P50), "N0")} | {
        Figures.Spread(costs.Select(static c => c.P99), "N0")} | {
        Figures.Spread(costs.Select(static c => c.Max), "N0")} | {
        Figures.Spread(costs.Select(static c => c.Bytes), "N2")} |
    """);
var adds = full.Concat(paced).All(static one => one.AddsUp);
Console.WriteLine(adds ? "\nEvery offer is accounted for." : "\n**Offers are lost that nothing counts.**");
return adds ? 0 : 1;
