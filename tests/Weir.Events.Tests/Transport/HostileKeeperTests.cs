using System.Net.Sockets;
using Weir.Decisions;
using Weir.Events.Tests.Support;
using Weir.Events.Transport;

namespace Weir.Events.Tests.Transport;

/// <summary>
/// Whatever connects and says whatever: the connection ends with a value, the node goes on.
/// </summary>
public sealed class HostileKeeperTests
{
    private static readonly byte[] Hello = [9, 0, 0, 0, 16, .. "WEIRKEEP"u8, 1];

    public static TheoryData<byte[], TransportFaultKind> Words => new()
    {
        { [9, 0, 0, 0, 16, .. "WEIRKEEP"u8, 2], TransportFaultKind.Version },
        { [2, 0, 0, 0, 16, 1, 1], TransportFaultKind.Version },
        { [9, 0, 0, 0, 17, 1, 0, 0, 0, 0, 0, 0, 0, 1], TransportFaultKind.Version },
        { "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), TransportFaultKind.Malformed },
        { [255, 255, 255, 255, 16], TransportFaultKind.TooLarge },
        { [.. Hello, .. Hello], TransportFaultKind.Malformed },
        { [.. Hello, 0, 0, 0, 0, 0], TransportFaultKind.Malformed },
        { [.. Hello, 0, 0, 0, 0, 1], TransportFaultKind.Malformed },
        { [.. Hello, 0, 0, 0, 0, 99], TransportFaultKind.Malformed },
        { [.. Hello, 255, 255, 255, 127, 18], TransportFaultKind.TooLarge },
        { [.. Hello, 1, 0, 16, 0, 19, 1], TransportFaultKind.TooLarge },
        { [.. Hello, 8, 0, 0, 0, 17, 1, 0, 0, 0, 0, 0, 0, 0], TransportFaultKind.Malformed },
        { [.. Hello, 9, 0, 0, 0, 17, 1, 0, 0, 0, 0, 0, 0, 0, 1], TransportFaultKind.Malformed },
        { [.. Hello, 9, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 1], TransportFaultKind.Malformed },
        { [.. Hello, 2, 0, 0, 0, 19, .. "{}"u8], TransportFaultKind.Malformed },
        { [.. Hello, 4, 0, 0, 0, 20, .. "null"u8], TransportFaultKind.Malformed },
        { [.. Hello, 3, 0, 0, 0, 19, 0xFF, 0xFE, 0], TransportFaultKind.Malformed },
        { [.. Hello, 0, 0, 0, 4, 18, 1, 2, 3], TransportFaultKind.Closed },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public async Task WhatIsNoKeeper_EndsWithAValue_AndAKeeperIsServed(
        byte[] words, TransportFaultKind expected)
    {
        await using var wire = new Wire();
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(wire.Path), Wire.Stop);
            await socket.SendAsync(words, Wire.Stop);
            socket.Shutdown(SocketShutdown.Send);
            Assert.Equal(expected, (await wire.EndAsync()).Kind);
        }

        await using var keeper = await wire.ServedAsync();
        Assert.True((await keeper.SubmitAsync(new byte[1], Wire.Stop)).Try(out _, out _));
    }

    [Fact]
    public async Task SilentStranger_IsLetGo()
    {
        await using var wire = new Wire();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(wire.Path), Wire.Stop);
        var ending = wire.EndAsync();
        while (!ending.IsCompleted)
        {
            wire.Time.Advance(Limits.KeeperHello);
            await Task.Yield();
        }

        Assert.Equal(TransportFaultKind.Stalled, (await ending).Kind);
    }

    [Fact]
    public async Task KeeperThatReadsNothing_IsLetGo_AndTheQueueStaysBounded()
    {
        await using var wire = new Wire();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(wire.Path), Wire.Stop);
        await socket.SendAsync(Hello, Wire.Stop);
        await socket.ReceiveAsync(new byte[1], Wire.Stop);
        wire.Offer(100_000);
        var ending = wire.EndAsync();
        while (!ending.IsCompleted)
        {
            wire.Time.Advance(Limits.KeeperStall);
            await Task.Yield();
        }

        Assert.Equal(TransportFaultKind.Stalled, (await ending).Kind);
        Assert.InRange(wire.Queue.Count, 1, Limits.EventQueue);
    }
}
