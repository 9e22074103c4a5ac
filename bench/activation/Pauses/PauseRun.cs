using System.Diagnostics;
using Weir.Bench.Activation.Children;
using Weir.Bench.Activation.Ground;
using Weir.Releases;

namespace Weir.Bench.Activation.Pauses;

/// <summary>
/// Full-size releases, one after the other, on a node under load. Of each layer in each round: a quiet time;
/// a release that becomes active at once; one that comes meanwhile and waits; its turn when the first is
/// proven; and its own proof.
/// </summary>
internal sealed class PauseRun
{
    private static readonly TimeSpan Proof = TimeSpan.FromSeconds(61);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1.5);
    private readonly BenchNode _node;
    private readonly Child _publisher;
    private readonly int[] _children;
    private readonly List<Window> _windows = [];
    private readonly Dictionary<Layer, TimeSpan> _lengths = [];
    private long _warm;

    private PauseRun(BenchNode node, Child publisher, int[] children) =>
        (_node, _publisher, _children) = (node, publisher, children);

    public static async Task<int> RunAsync(Options options)
    {
        var folder = Directory.CreateTempSubdirectory("weir-bench-");
        try
        {
            Console.Error.WriteLine("building full-size releases");
            await using var publisher = Child.Start(Publisher.Name, folder.FullName, Publisher.Full);
            await publisher.HearAsync();
            await using var origin = Child.Start(Origin.Name);
            await using var node = await BenchNode.StartAsync(folder.FullName, await origin.HearAsync());
            var file = Path.Combine(folder.FullName, "samples");
            await using var load = Child.Start(
                Load.Name, node.Plain.ToString(), node.Secure.ToString(), $"{options.Rate}", file);
            await load.HearAsync();
            var run = new PauseRun(node, publisher, [publisher.Id, origin.Id, load.Id]);
            var busy = new Busy(run._children);
            await run.WorkAsync(options.Rounds);
            var others = busy.Others;
            await load.DisposeAsync();
            Sample[] samples = [.. Load.Read(file).Where(s => s.Due >= run._warm)];
            new PauseReport(samples, run._windows).Print(options, others);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task WorkAsync(int rounds)
    {
        // Until code is compiled as it stays, on both layers.
        await RestAsync(TimeSpan.FromSeconds(5));
        for (var round = 0; round <= rounds; round++)
        {
            Console.Error.WriteLine(round == 0 ? "warming" : $"round {round} of {rounds}");
            foreach (var layer in new[] { Layer.Model, Layer.Signals })
            {
                await LayerAsync(layer);
            }

            if (round == 0)
            {
                _windows.Clear();
                _warm = Stopwatch.GetTimestamp();
            }
        }
    }

    private async Task LayerAsync(Layer layer)
    {
        var number = _node.Desk.State.NextNumbers.GetValueOrDefault(layer, 1);
        await SignAsync(layer, number);
        await WatchAsync(WindowKind.Quiet, layer, () => Task.Delay(_lengths.GetValueOrDefault(layer, Rest)));
        var began = Stopwatch.GetTimestamp();
        await WatchAsync(WindowKind.Activated, layer, PostAsync);
        _lengths[layer] = Stopwatch.GetElapsedTime(began) - Window.Before - Window.After;
        Expect(_node.Desk.State.Active.Number(layer) == number, $"{layer} {number} is not active");
        await RestAsync(Rest);

        await SignAsync(layer, number + 1);
        await WatchAsync(WindowKind.Waiting, layer, PostAsync);
        await RestAsync(Rest);

        _node.Clock.Advance(Proof);
        await WatchAsync(WindowKind.TakenUp, layer, TickAsync);
        Expect(_node.Desk.State.Active.Number(layer) == number + 1, $"{layer} {number + 1} is not active");
        await RestAsync(Rest);

        _node.Clock.Advance(Proof);
        await WatchAsync(WindowKind.Proven, layer, TickAsync);
        Expect(_node.Desk.State.Candidate is null, $"{layer} {number + 1} is not proven");
        await RestAsync(Rest);
    }

    private async Task WatchAsync(WindowKind kind, Layer layer, Func<Task> work)
    {
        var from = Stopwatch.GetTimestamp();
        var busy = new Busy(_children);
        await Task.Delay(Window.Before);
        var before = Collections.Now;
        await work();
        await Task.Delay(Window.After);
        var after = Collections.Now;
        var swapped = _node.Edge.Swapped;
        _windows.Add(new Window(kind, layer.Name(), from, Stopwatch.GetTimestamp())
        {
            Swapped = swapped > from ? swapped : 0,
            GcMilliseconds = after.PauseMilliseconds - before.PauseMilliseconds,
            Gen2 = after.Gen2 - before.Gen2,
            Allocated = after.Allocated - before.Allocated,
            Others = busy.Others,
        });
    }

    private async Task SignAsync(Layer layer, long number)
    {
        var now = _node.Clock.GetUtcNow().ToUnixTimeSeconds();
        await _publisher.AskAsync($"sign {layer.Name()} {number} {now}");
        await RestAsync(TimeSpan.FromSeconds(1));
    }

    private async Task PostAsync()
    {
        var said = await _publisher.AskAsync("post");
        Expect(said.StartsWith("202", StringComparison.Ordinal), said);
    }

    // As the timer of a node does it: on a thread of the pool.
    private Task TickAsync() => Task.Run(_node.Desk.Tick);

    private async Task RestAsync(TimeSpan time)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < time;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            await TickAsync();
        }
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            var told = _node.Desk.State.History.Take(3).Select(static e => $"{e.Kind} {e.Detail}");
            throw new BenchException($"{otherwise}; {string.Join("; ", told)}");
        }
    }
}
