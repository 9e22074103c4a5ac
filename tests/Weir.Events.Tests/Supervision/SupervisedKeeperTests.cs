using System.Net.Sockets;
using Weir.Decisions;
using Weir.Events.Queue;
using Weir.Events.Supervision;
using Weir.Events.Tests.Support;
using Weir.Events.Transport;

namespace Weir.Events.Tests.Supervision;

/// <summary>What joins socket and process: silence on the one ends the other.</summary>
public sealed class SupervisedKeeperTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-sv-").FullName;
    private readonly ManualTimeProvider _time = new();
    private readonly FakeKeepers _keepers = new();
    private readonly SupervisedKeeper _supervised;
    private readonly TaskCompletionSource<TransportFault> _gone = new();

    public SupervisedKeeperTests()
    {
        var parts = new KeeperServerParts(
            UnixPath.In(_folder), new SilentNode(), new EventQueue(_time), _time, static _ => { },
            why => _gone.TrySetResult(why));
        var started = SupervisedKeeper.Start(
            parts, _keepers, new KeeperEars(static _ => { }, static _ => { }, static _ => { }));
        Assert.True(started.Try(out var supervised, out var fault), fault.Detail);
        _supervised = supervised;
    }

    public async ValueTask DisposeAsync()
    {
        await _supervised.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task KeeperThatConnectsAndSaysNothing_IsKilled()
    {
        var keeper = await _keepers.NextAsync();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(UnixPath.In(_folder)), Wire.Stop);

        // The node may take the connection only after a while, and its time begins then.
        while (!_gone.Task.IsCompleted)
        {
            _time.Advance(Limits.KeeperHello / 4);
            await Task.Delay(TimeSpan.FromMilliseconds(1), Wire.Stop);
        }

        Assert.Equal(TransportFaultKind.Stalled, (await _gone.Task).Kind);
        Assert.Equal("killed", await keeper.Ended.WaitAsync(Wire.Stop));
    }

    [Fact]
    public async Task KeeperThatNeverConnects_IsKilled()
    {
        var keeper = await _keepers.NextAsync();
        while (_supervised.Standing.ProcessId == 0)
        {
            await Task.Yield();
        }

        _time.Advance(Limits.KeeperStall);
        Assert.False(keeper.Ended.IsCompleted);
        _time.Advance(Limits.KeeperStall);
        Assert.Equal("killed", await keeper.Ended.WaitAsync(Wire.Stop));
    }

    [Fact]
    public async Task KeeperThatIsGivenNoTimeToConnect_IsLeftAlone_ForLonger()
    {
        var keeper = await _keepers.NextAsync();
        keeper.Worked = TimeSpan.Zero;
        while (_supervised.Standing.ProcessId == 0)
        {
            await Task.Yield();
        }

        _time.Advance(Limits.KeeperStall);
        keeper.Worked = Limits.KeeperStill;
        for (var waited = Limits.KeeperStall; waited < Limits.KeeperStarved; waited += Limits.KeeperStall)
        {
            Assert.False(keeper.Ended.IsCompleted);
            _time.Advance(Limits.KeeperStall);
        }

        _time.Advance(Limits.KeeperStall);
        Assert.Equal("killed", await keeper.Ended.WaitAsync(Wire.Stop));
    }

    [Fact]
    public async Task KeeperThatIsConnected_IsLeftAlone()
    {
        var keeper = await _keepers.NextAsync();
        var connected = await KeeperClient.ConnectAsync(UnixPath.In(_folder), Wire.Stop);
        Assert.True(connected.Try(out var client, out var fault), fault.Detail);
        await using (client)
        {
            Assert.IsType<KeeperMessage.State>(await client.ReadAsync(Wire.Stop));
            for (var i = 0; i < 4; i++)
            {
                _time.Advance(Limits.KeeperStall);
            }

            Assert.False(keeper.Ended.IsCompleted);
        }
    }

    [Fact]
    public async Task SocketThatCannotBeHad_StartsNoKeeper()
    {
        var parts = new KeeperServerParts(
            Path.Combine(_folder, "no", "such", "folder"), new SilentNode(), new EventQueue(_time), _time,
            static _ => { }, static _ => { });
        var launcher = new FakeKeepers();
        var started = SupervisedKeeper.Start(
            parts, launcher, new KeeperEars(static _ => { }, static _ => { }, static _ => { }));
        Assert.False(started.Try(out _, out var fault));
        Assert.Equal(TransportFaultKind.Unavailable, fault.Kind);
        Assert.Equal(0, launcher.Launched);
        Assert.NotNull(await _keepers.NextAsync());
    }

    private sealed class SilentNode : INodeSide
    {
        public NodeState State { get; } = new(Told.Columns(1, 1), 0, 1, true);

        public SubmitAnswer Submit(ReadOnlyMemory<byte> bundle) => new(false, 0, "", "");

        public void Report(KeeperReport report)
        {
        }

        public void Acknowledged(long sequence)
        {
        }
    }
}
