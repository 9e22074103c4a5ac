using Weir.Decisions;
using Weir.Events.Transport;

namespace Weir.Events.Supervision;

/// <summary>
/// A keeper as its node has it: the socket on which the node listens for it, and the process that is kept
/// alive. One that says nothing on the socket is killed, for what the system has stopped does not end.
/// </summary>
public sealed class SupervisedKeeper : IAsyncDisposable
{
    private readonly KeeperProcess _process;
    private readonly ITimer _watch;
    private readonly Silence _unconnected;
    private int _silent;

    private SupervisedKeeper(KeeperServer server, KeeperProcess process, TimeProvider time)
    {
        (Server, _process) = (server, process);
        _unconnected = new Silence(time, () => process.Worked);
        _watch = time.CreateTimer(
            static keeper => (keeper as SupervisedKeeper)?.Watch(), this, Limits.KeeperStall,
            Limits.KeeperStall);
    }

    /// <summary>Where the keeper is spoken with.</summary>
    public KeeperServer Server { get; }

    /// <summary>As of now, for status.</summary>
    public KeeperStanding Standing => _process.Standing;

    /// <summary>Listens, and starts the first keeper.</summary>
    /// <param name="parts">Of the socket.</param>
    /// <param name="launcher">How a keeper comes to life.</param>
    /// <param name="ears">Who hears of it.</param>
    public static Outcome<SupervisedKeeper, TransportFault> Start(
        KeeperServerParts parts, IKeeperLauncher launcher, KeeperEars ears)
    {
        KeeperProcess? process = null;
        var listening = KeeperServer.Listen(parts with
        {
            Worked = () => Volatile.Read(ref process)?.Worked,
            Gone = why =>
            {
                if (why.Kind == TransportFaultKind.Stalled)
                {
                    Volatile.Read(ref process)?.KillStalled();
                }

                parts.Gone(why);
            },
        });
        if (!listening.Try(out var server, out var fault))
        {
            return Outcome<SupervisedKeeper, TransportFault>.Fail(fault);
        }

        Volatile.Write(ref process, KeeperProcess.Start(launcher, parts.Time, ears));
        return Outcome<SupervisedKeeper, TransportFault>.Ok(
            new SupervisedKeeper(server, process, parts.Time));
    }

    /// <summary>Asks the keeper to end, waits for it as long as it may take, and listens no more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _process.DisposeAsync().ConfigureAwait(false);
        await Server.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// One that has run for the whole of a watch and never connected will not do so any more.
    /// </summary>
    private void Watch()
    {
        var running = Server.Connected ? 0 : _process.Standing.ProcessId;
        if (running != _silent || running == 0)
        {
            _unconnected.Broken();
        }
        else if (_unconnected.TooLong)
        {
            _process.KillStalled();
            running = 0;
        }

        _silent = running;
    }
}
