using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Weir.Edge.Tests.Support;

/// <summary>
/// An origin that is nothing but a socket: it records exactly the bytes it gets and answers with what a
/// script says, be it HTTP or not.
/// </summary>
public sealed class RawOrigin : IAsyncDisposable
{
    private static readonly ConcurrentBag<Socket> Taken = [];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<RawVisit, Task> _script;
    private readonly ConcurrentQueue<RawVisit> _visits = [];
    private readonly ConcurrentQueue<string> _heads = [];
    private readonly Task _accepting;

    private RawOrigin(Func<RawVisit, Task> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>The header blocks received, as Latin-1 text with their final empty line, in order.</summary>
    public IReadOnlyList<string> Heads => [.. _heads];

    public string Head => Assert.Single(_heads);

    public int Connections => _visits.Count;

    /// <summary>Runs <paramref name="script"/> for each connection.</summary>
    public static RawOrigin Start(Func<RawVisit, Task> script) => new(script);

    /// <summary>Answers each request of each connection with the same bytes.</summary>
    public static RawOrigin Answering(string answer) => new(async visit =>
    {
        while (await visit.ReadHeadAsync() is { } head)
        {
            await visit.ReadBodyAsync(head);
            await visit.SendAsync(answer);
        }
    });

    /// <summary>Answers 200 with this body.</summary>
    public static RawOrigin Ok(string body = "ok") =>
        Answering($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    /// <summary>Resets each connection after the header block.</summary>
    public static RawOrigin Resetting() => Start(async visit =>
    {
        await visit.ReadHeadAsync();
        visit.Reset();
    });

    /// <summary>An address where nothing listens, and nothing else will while the tests run.</summary>
    public static Uri Refusing()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Taken.Add(socket);
        return new Uri($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}");
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        foreach (var visit in _visits)
        {
            visit.Close();
        }

        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                var visit = new RawVisit(await _listener.AcceptSocketAsync(), _heads.Enqueue);
                _visits.Enqueue(visit);
                running.Add(RunAsync(visit));
            }
        }
        catch (Exception stopped)
            when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task RunAsync(RawVisit visit)
    {
        try
        {
            await _script(visit);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException)
        {
            // The gateway closed first: for most scripts that is how a visit ends.
        }
        finally
        {
            visit.Close();
        }
    }
}
