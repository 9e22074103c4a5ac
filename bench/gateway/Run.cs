using Weir.Bench.Gateway.Ground;
using Weir.Bench.Gateway.Load;
using Weir.Bench.Gateway.Measuring;
using Weir.Bench.Gateway.Peers;

namespace Weir.Bench.Gateway;

/// <summary>
/// One run from an empty folder to its results; whatever it starts is gone when it returns or throws.
/// </summary>
internal sealed class Run(Options options, Tools tools, TextWriter progress)
{
    private readonly Notes _notes = new(progress);

    public async Task<Results> MeasureAsync(CancellationToken stop)
    {
        var repository = Repository.Find();
        var machine = await Machine.DescribeAsync(tools, repository, stop);
        using var place = await Workplace.CreateAsync(tools, stop);
        var ports = new FreePorts();
        await using var origin = await Origin.StartAsync(place, tools, ports, stop);
        var catalog = new PeerCatalog(place, tools, repository, ports, origin.Port);
        var peers = options.Peers.Select(name => catalog.Find(name, _notes)).OfType<Peer>().ToArray();

        // First of all who forwards at all, so that a proxy that cannot is waited for once.
        peers = await ForwardingAsync(place, peers, stop);
        if (peers.Length == 0)
        {
            throw new BenchException($"nothing to measure: {string.Join("; ", _notes.Lines)}");
        }

        var starts = await new Starts(place).MeasureAsync(peers, options.Starts, _notes, stop);
        await using var fleet = new Fleet(place);
        await fleet.StartAsync(peers, _notes, stop);
        progress.WriteLine($"idle for {options.IdleSeconds} s");
        await Task.Delay(TimeSpan.FromSeconds(options.IdleSeconds), stop);
        var idle = Resident(fleet);

        var schedule = new Schedule(new Meter(new Generator(tools, place), origin), options, progress);
        var rounds = new List<Round>();
        foreach (var scenario in Scenario.All.Where(one => options.Scenarios.Contains(one.Name)))
        {
            rounds.AddRange(await schedule.RunAsync(scenario, fleet.Running, stop));
        }

        var loaded = Resident(fleet);
        var memory = idle.Keys.Select(name => new Memory(
            name, idle[name].Own, loaded[name].Own, loaded[name].Beside)).ToArray();
        return new Results(DateTimeOffset.UtcNow, machine, options, [.. idle.Keys], rounds, starts, memory,
            _notes.Lines);
    }

    private async Task<Peer[]> ForwardingAsync(Workplace place, Peer[] peers, CancellationToken stop)
    {
        await using var trial = new Fleet(place);
        await trial.StartAsync(peers, _notes, stop);
        return [.. trial.Running.Select(running => running.Peer)];
    }

    private static Dictionary<string, (long Own, long Beside)> Resident(Fleet fleet) =>
        fleet.Running.ToDictionary(static running => running.Peer.Name, static running =>
        {
            var all = ProcessTree.ResidentBytes(running.Child.Id);
            var own = running.Peer.HasBeside ? ProcessTree.OwnResidentBytes(running.Child.Id) : all;
            return (own, all - own);
        });
}
