using System.Runtime.InteropServices;

namespace Weir.Cli;

/// <summary>
/// The first SIGTERM or SIGINT asks for a graceful stop through <see cref="Token"/>; the second is left to
/// the system, which ends the process at once.
/// </summary>
public sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;
    private int _seen;

    public StopSignals(CancellationToken also)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(also);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _terminate.Dispose();
        _interrupt.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _seen) > 1)
        {
            return;
        }

        // Cancel means here: do not do what the signal does by default.
        context.Cancel = true;
        _source.Cancel();
    }
}
