using Weir.Events.Queue;
using Weir.Events.Schema;
using Weir.Events.Transport;

namespace Weir.Bench.Events;

/// <summary>
/// Queue and socket in a folder of their own: a node's end of the wire, which takes no bundle and hears no
/// report.
/// </summary>
internal abstract class NodeStage : INodeSide, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly FeatureColumns _columns;

    protected NodeStage(FeatureColumns columns)
    {
        _columns = columns;
        Queue = new EventQueue(TimeProvider.System);
        Queue.Describe(columns);
        var parts = new KeeperServerParts(
            UnixPath.In(Folder), this, Queue, TimeProvider.System, Console.Error.WriteLine,
            static end => Console.Error.WriteLine($"the wire ended: {end.Kind} {end.Detail}"));
        Server = KeeperServer.Listen(parts).Match(
            static server => server, static fault => throw new InvalidOperationException(fault.Detail));
    }

    public EventQueue Queue { get; }

    public NodeState State => new(_columns, 1, 1, true);

    protected string Folder { get; } = Directory.CreateTempSubdirectory("weir-bench-").FullName;

    protected KeeperServer Server { get; }

    /// <summary>Until everything that was kept has been stored.</summary>
    public async Task SettleAsync()
    {
        if (!await Server.FlushAsync(Patience))
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
        await Server.DisposeAsync();
        await EndedAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Until the other end of the wire is gone too.</summary>
    protected abstract ValueTask EndedAsync();
}
