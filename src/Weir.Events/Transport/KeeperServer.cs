using System.Net.Sockets;
using Weir.Decisions;
using Weir.Events.Queue;

namespace Weir.Events.Transport;

/// <summary>
/// The node's end of the wire: listens on a socket of the data folder, and speaks with one keeper at a time.
/// Whatever the keeper does or does not do, nothing here is waited for by a request.
/// </summary>
public sealed class KeeperServer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly KeeperServerParts _parts;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private volatile KeeperLink? _link;
    private volatile bool _flushing;

    private KeeperServer(Socket listener, KeeperServerParts parts)
    {
        _listener = listener;
        _parts = parts;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Whether a keeper is there and has said so.</summary>
    public bool Connected => _link is { Greeted: true };

    /// <summary>Listens. A socket file that a former run left behind is replaced.</summary>
    [Boundary("Sockets and files tell by exceptions that they cannot be had.")]
    public static Outcome<KeeperServer, TransportFault> Listen(KeeperServerParts parts)
    {
        if (UnixPath.Check(parts.Path) is { } tooLong)
        {
            return Outcome<KeeperServer, TransportFault>.Fail(tooLong);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            File.Delete(parts.Path);
            socket.Bind(new UnixDomainSocketEndPoint(parts.Path));
            if (!OperatingSystem.IsWindows())
            {
                // Before listening: until then nobody can connect.
                File.SetUnixFileMode(parts.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            socket.Listen(1);
            return Outcome<KeeperServer, TransportFault>.Ok(new KeeperServer(socket, parts));
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            return Outcome<KeeperServer, TransportFault>.Fail(
                new TransportFault(TransportFaultKind.Unavailable, $"{parts.Path}: {e.Message}"));
        }
    }

    /// <summary>The node's state is another one; it is told to the keeper soon.</summary>
    public void StateChanged() => _link?.StateChanged();

    /// <summary>Asks the keeper.</summary>
    /// <param name="kind">As in <see cref="KeeperQuestion"/>.</param>
    /// <param name="argument">JSON, or empty.</param>
    /// <param name="timeout">How long to wait for the answer.</param>
    /// <param name="stop">Ends waiting, as a timeout.</param>
    /// <returns>The answer's JSON.</returns>
    public async Task<Outcome<string, AskFault>> AskAsync(
        string kind, string argument, TimeSpan timeout, CancellationToken stop) =>
        _link is { Greeted: true } link
            ? await link.AskAsync(kind, argument, timeout, stop).ConfigureAwait(false)
            : Outcome<string, AskFault>.Fail(
                new AskFault(AskFaultKind.NoKeeper, "no keeper is connected"));

    /// <summary>Sends what waits and gives the keeper time to store it. For the end of a node.</summary>
    /// <returns>Whether the keeper has answered for everything.</returns>
    public async Task<bool> FlushAsync(TimeSpan longest)
    {
        _flushing = true;
        var queue = _parts.Queue;
        var begun = _parts.Time.GetTimestamp();
        while (queue.Count > 0 || queue.Unacknowledged > 0)
        {
            if (!Connected || _parts.Time.GetElapsedTime(begun) >= longest)
            {
                return false;
            }

            _link?.Wake();
            await Task.Delay(Limits.EventPoll, _parts.Time).ConfigureAwait(false);
        }

        return true;
    }

    [Boundary("A file that cannot be deleted any more costs the next run nothing.")]
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        _stop.Dispose();
        try
        {
            File.Delete(_parts.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _parts.Log($"{_parts.Path} stays behind: {e.Message}");
        }
    }

    private async Task AcceptAsync()
    {
        var running = Task.CompletedTask;
        while (await NextAsync().ConfigureAwait(false) is { } socket)
        {
            if (_link is not null)
            {
                // One keeper at a time; another one ends when it sees this, and is started again later.
                _parts.Log("another keeper tried to connect");
                socket.Dispose();
                continue;
            }

            running = ServeAsync(new KeeperLink(
                new NetworkStream(socket, ownsSocket: true), _parts, () => _flushing));
        }

        await running.ConfigureAwait(false);
    }

    private async Task ServeAsync(KeeperLink link)
    {
        _link = link;
        var end = await link.RunAsync(_stop.Token).ConfigureAwait(false);
        _link = null;
        _parts.Gone(end);
    }

    [Boundary("A listener that is closed, or has no more file handles, tells so by an exception.")]
    private async ValueTask<Socket?> NextAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                return await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException e)
            {
                _parts.Log($"no keeper can connect just now: {e.Message}");
                await Task.Delay(Limits.KeeperRestart, _parts.Time, CancellationToken.None)
                    .ConfigureAwait(false);
            }
        }

        return null;
    }
}

/// <param name="Path">Of the socket: <see cref="UnixPath.In"/> the data folder.</param>
/// <param name="Node">What the keeper speaks with.</param>
/// <param name="Queue">Where events come from.</param>
/// <param name="Time">For timeouts only; may be the real one where the node's is not.</param>
/// <param name="Log">Told of what is odd, for people. Must not wait.</param>
/// <param name="Gone">Told why a connection ended. Must not wait.</param>
public sealed record KeeperServerParts(
    string Path, INodeSide Node, EventQueue Queue, TimeProvider Time, Action<string> Log,
    Action<TransportFault> Gone)
{
    /// <summary>Processor time that the keeper has had so far; null where nobody knows.</summary>
    public Func<TimeSpan?> Worked { get; init; } = static () => null;
}
