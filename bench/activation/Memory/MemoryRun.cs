using Weir.Bench.Activation.Children;
using Weir.Bench.Activation.Ground;
using Weir.Releases;

namespace Weir.Bench.Activation.Memory;

/// <summary>
/// Many activations, each proven by the clock: signals as a small site has them, every tenth the model of the
/// program. Few requests between them, so that whatever a request keeps of its release is of many releases.
/// </summary>
internal static class MemoryRun
{
    private const int ModelEvery = 10;
    private const int Requests = 4;
    private const int Looks = 10;
    private const double Goal = 0.05;
    private static readonly TimeSpan Proof = TimeSpan.FromMinutes(10.1);

    public static async Task<int> RunAsync(Options options)
    {
        var folder = Directory.CreateTempSubdirectory("weir-bench-");
        try
        {
            await using var publisher = Child.Start(Publisher.Name, folder.FullName, Publisher.Small);
            await publisher.HearAsync();
            await using var origin = Child.Start(Origin.Name);
            await using var node = await BenchNode.StartAsync(folder.FullName, await origin.HearAsync());
            Console.WriteLine($"""

                # Memory over {options.Activations:N0} activations, {
                    DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC

                Signals of 300 rows, every tenth a model; {
                    Requests} requests between them; after a collection.

                | activations | managed MB | resident MB | bundles kept | MB of them | files in all |
                |---|---|---|---|---|---|
                """);
            var looks = new List<Look>();
            for (var i = 1; i <= options.Activations; i++)
            {
                await ActivateAsync(node, publisher, i % ModelEvery == 0 ? Layer.Model : Layer.Signals);
                if (i % (options.Activations / Looks) == 0)
                {
                    looks.Add(Look.At(i, folder));
                    Console.WriteLine(looks[^1].Row);
                }
            }

            Judge("managed memory", looks, static l => l.Managed);
            Judge("resident memory", looks, static l => l.Resident);
            Judge("files", looks, static l => l.Files);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task ActivateAsync(BenchNode node, Child publisher, Layer layer)
    {
        var number = node.Desk.State.NextNumbers.GetValueOrDefault(layer, 1);
        var now = node.Clock.GetUtcNow().ToUnixTimeSeconds();
        await publisher.AskAsync($"sign {layer.Name()} {number} {now}");
        var said = await publisher.AskAsync("post");
        if (node.Desk.State.Active.Number(layer) != number)
        {
            throw new BenchException($"{layer} {number} is not active: {said}");
        }

        if (await publisher.AskAsync($"visit {node.Plain} {Requests}") is var answered
            && answered != $"{Requests}")
        {
            throw new BenchException($"{answered} of {Requests} requests were answered");
        }

        node.Clock.Advance(Proof);
        node.Desk.Tick();
        if (node.Desk.State.Candidate is not null)
        {
            throw new BenchException($"{layer} {number} is not proven");
        }
    }

    private static void Judge(string what, List<Look> looks, Func<Look, double> of)
    {
        var (early, late) = (looks.Skip(1).Take(3).Average(of), looks.TakeLast(3).Average(of));
        var more = (late / early) - 1;
        Console.WriteLine($"""

            {what}: {more:+0.0%;-0.0%} from the second to fourth look to the last three; at most {Goal:P0}: {
                (more <= Goal ? "met" : "**missed**")}
            """);
    }

    /// <summary>What there is, in bytes.</summary>
    private sealed record Look(
        int Activations, double Managed, double Resident, int Bundles, double Stored, int Files)
    {
        public string Row => $"| {Activations:N0} | {Managed / 1e6:N1} | {Resident / 1e6:N1} | {Bundles} | {
            Stored / 1e6:N1} | {Files} |";

        public static Look At(int activations, DirectoryInfo folder)
        {
            for (var i = 0; i < 2; i++)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            var bundles = new DirectoryInfo(Path.Combine(folder.FullName, "releases")).GetFiles();
            return new Look(
                activations, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet,
                bundles.Length, bundles.Sum(static f => f.Length),
                folder.GetFiles("*", SearchOption.AllDirectories).Length);
        }
    }
}
