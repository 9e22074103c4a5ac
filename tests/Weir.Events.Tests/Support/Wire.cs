using System.Collections.Concurrent;
using Weir.Decisions;
using Weir.Events.Queue;
using Weir.Events.Transport;

namespace Weir.Events.Tests.Support;

/// <summary>A node's end of the wire in a folder of its own, with a clock that the test moves.</summary>
internal sealed class Wire : INodeSide, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-ev-").FullName;
    private readonly ConcurrentQueue<TransportFault> _gone = new();
    private readonly SemaphoreSlim _ended = new(0);
    private readonly SemaphoreSlim _told = new(0);
    private readonly KeeperServer _server;

    public Wire()
    {
        Queue = new EventQueue(Time);
        Assert.True(KeeperServer.Listen(Parts).Try(out var server, out var fault), fault.Detail);
        _server = server;
    }

    public ManualTimeProvider Time { get; } = new();

    public EventQueue Queue { get; }

    public KeeperServer Server => _server;

    public string Path => UnixPath.In(_folder);

    public KeeperServerParts Parts => new(Path, this, Queue, Time, _ => { }, Gone);

    public NodeState State { get; set; } = new(Told.Columns(1, 2), 7, 42, true);

    public Func<ReadOnlyMemory<byte>, SubmitAnswer> OnSubmit { get; set; } =
        static bundle => new SubmitAnswer(true, bundle.Length, "", "");

    public ConcurrentQueue<KeeperReport> Reports { get; } = new();

    public ConcurrentQueue<long> AcknowledgedBatches { get; } = new();

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public SubmitAnswer Submit(ReadOnlyMemory<byte> bundle) => OnSubmit(bundle);

    public void Report(KeeperReport report)
    {
        Reports.Enqueue(report);
        _told.Release();
    }

    public void Acknowledged(long sequence)
    {
        AcknowledgedBatches.Enqueue(sequence);
        _told.Release();
    }

    /// <summary>Until the keeper has told something more.</summary>
    public Task ToldAsync() => _told.WaitAsync(Stop);

    /// <summary>Why a connection ended.</summary>
    public async Task<TransportFault> EndAsync()
    {
        await _ended.WaitAsync(Stop);
        return _gone.TryDequeue(out var fault) ? fault : default;
    }

    public async Task<KeeperClient> ConnectAsync()
    {
        var connected = await KeeperClient.ConnectAsync(Path, Stop);
        Assert.True(connected.Try(out var client, out var fault), fault.Detail);
        return client;
    }

    /// <summary>A keeper that has been told the node's state, so that the node is serving it.</summary>
    public async Task<KeeperClient> ServedAsync()
    {
        var client = await ConnectAsync();
        Assert.IsType<KeeperMessage.State>(await client.ReadAsync(Stop));
        return client;
    }

    public void Offer(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var told = new Told { Set = Queue.Columns?.Id ?? 0, Features = [1, 2] }.Event;
            Queue.Offer(in told);
        }
    }

    /// <summary>Long enough for what waits to be sent.</summary>
    public void Flush() => Time.Advance(Limits.EventFlush + Limits.EventPoll);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Gone(TransportFault fault)
    {
        _gone.Enqueue(fault);
        _ended.Release();
    }
}
