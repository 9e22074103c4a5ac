using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Weir.Decisions;
using Weir.Events.Queue;
using Weir.Events.Schema;
using Weir.Events.Transport;
using Weir.Keeper.Running;

namespace Weir.Bench.Events;

/// <summary>Queue and socket with a keeper behind them: a process of its own, as a node starts one.</summary>
internal sealed class StoredStage : INodeSide, IAsyncDisposable
{
    public const string KeeperCommand = "keeper";
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-bench-").FullName;
    private readonly FeatureColumns _columns;
    private readonly KeeperServer _server;
    private readonly Process _keeper;

    private StoredStage(FeatureColumns columns)
    {
        _columns = columns;
        Queue = new EventQueue(TimeProvider.System);
        Queue.Describe(columns);
        var parts = new KeeperServerParts(
            UnixPath.In(_folder), this, Queue, TimeProvider.System, Console.Error.WriteLine,
            static end => Console.Error.WriteLine($"the wire ended: {end.Kind} {end.Detail}"));
        _server = KeeperServer.Listen(parts).Match(
            static server => server, static fault => throw new InvalidOperationException(fault.Detail));
        _keeper = StartKeeper(_folder);
    }

    public EventQueue Queue { get; }

    public NodeState State => new(_columns, 1, 1, true);

    /// <summary>Processor time of the keeper until now.</summary>
    public TimeSpan KeeperTime
    {
        get
        {
            _keeper.Refresh();
            return _keeper.TotalProcessorTime;
        }
    }

    /// <summary>Its resident memory.</summary>
    public long KeeperMemory
    {
        get
        {
            _keeper.Refresh();
            return _keeper.WorkingSet64;
        }
    }

    /// <summary>The whole of the process that <see cref="StartAsync"/> starts.</summary>
    public static async Task<int> KeepAsync(string folder)
    {
        var parts = new KeeperParts(
            folder, TimeProvider.System, static line => Console.Error.WriteLine(line));
        return await KeeperRun.RunAsync(parts, CancellationToken.None) == KeeperEnd.NodeGone ? 0 : 1;
    }

    public static async Task<StoredStage> StartAsync(FeatureColumns columns)
    {
        var stage = new StoredStage(columns);
        while (!stage._server.Connected)
        {
            await Task.Delay(10);
        }

        return stage;
    }

    public MinuteTally Tally()
    {
        var now = EventQueue.MinuteOf(TimeProvider.System.GetUtcNow());
        return Enumerable.Range(0, Limits.EventMinutes).Select(i => Queue.Tally(now - i))
            .Aggregate(static (sum, one) => sum + one);
    }

    /// <summary>Until everything that was kept has been stored.</summary>
    public async Task SettleAsync()
    {
        if (!await _server.FlushAsync(TimeSpan.FromSeconds(60)))
        {
            throw new InvalidOperationException("events are still on their way");
        }
    }

    public SubmitAnswer Submit(ReadOnlyMemory<byte> bundle) => new(false, 0, "", "");

    public void Report(KeeperReport report)
    {
    }

    public void Acknowledged(long sequence)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Process StartKeeper(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "") { UseShellExecute = false };
        start.ArgumentList.Add(KeeperCommand);
        start.ArgumentList.Add(folder);
        start.Environment["DOTNET_GCHeapHardLimit"] =
            Limits.KeeperHeapBytes.ToString("X", CultureInfo.InvariantCulture);
        var keeper = Process.Start(start) ?? throw new InvalidOperationException("no keeper started");
        try
        {
            keeper.PriorityClass = ProcessPriorityClass.Idle;
        }
        catch (Win32Exception e)
        {
            Console.Error.WriteLine($"the keeper keeps its priority: {e.Message}");
        }

        return keeper;
    }
}
