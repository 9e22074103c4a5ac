using System.Diagnostics;
using Weir.Events.Schema;
using Weir.Events.Supervision;
using Weir.Keeper.Running;

namespace Weir.Bench.Events;

/// <summary>
/// Queue and socket with a keeper behind them: a process of its own, started as a node does.
/// </summary>
internal sealed class StoredStage : NodeStage
{
    public const string KeeperCommand = "keeper";
    private readonly IKeeperLife _keeper;
    private readonly Process _process;

    private StoredStage(FeatureColumns columns)
        : base(columns)
    {
        _keeper = new ChildLauncher([Environment.ProcessPath ?? "", KeeperCommand, Folder])
            .Launch(Console.Error.WriteLine).Match(
                static life => life, static fault => throw new InvalidOperationException(fault.Detail));
        _process = Process.GetProcessById(_keeper.ProcessId);
    }

    /// <summary>Processor time of the keeper until now.</summary>
    public TimeSpan KeeperTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Its resident memory.</summary>
    public long KeeperMemory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
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
        while (!stage.Server.Connected)
        {
            await Task.Delay(10);
        }

        return stage;
    }

    protected override async ValueTask EndedAsync()
    {
        await _keeper.Ended;
        _process.Dispose();
        _keeper.Dispose();
    }
}
