using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Weir.Decisions;
using Weir.Decisions.Signals;
using Weir.Decisions.Signals.Recorded;
using Weir.Edge.Stages;
using Weir.Edge.Watching;

namespace Weir.Edge.Capture;

/// <summary>
/// Reads the ClientHello before TLS does, however it is split over records and segments, and consumes
/// nothing: the transport's input is looked at and left at its start. A hello that cannot be read
/// leaves its signals missing; only what can never become a handshake is closed here.
/// </summary>
internal sealed class HelloCapture(GatewayState state, EdgeTelemetry telemetry)
{
    public ConnectionDelegate Wrap(ConnectionDelegate next) => async connection =>
    {
        var outcome = connection.Features.Get<ConnectionFacts>() is { } facts
            ? await CaptureAsync(connection, facts).ConfigureAwait(false)
            : LimitReason.Unset;
        if (outcome == LimitReason.Unset)
        {
            await next(connection).ConfigureAwait(false);
            return;
        }

        telemetry.LimitReached(outcome);
        connection.Abort();
    };

    /// <returns>Why the connection must be closed, or <see cref="LimitReason.Unset"/> to go on.</returns>
    [Boundary("waiting ends by the clock or by the peer, and both speak in exceptions")]
    private async ValueTask<LimitReason> CaptureAsync(ConnectionContext connection, ConnectionFacts facts)
    {
        using var clock = new CancellationTokenSource(
            state.Current.Node.Limits.ClientHelloTime, telemetry.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            clock.Token, connection.ConnectionClosed);
        try
        {
            return await ReadAsync(connection.Transport.Input, facts, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return clock.IsCancellationRequested ? LimitReason.ClientHelloTime : LimitReason.NotTls;
        }
        catch (Exception e) when (e is IOException or ConnectionAbortedException or ConnectionResetException)
        {
            return LimitReason.NotTls;
        }
    }

    private static async ValueTask<LimitReason> ReadAsync(
        PipeReader input, ConnectionFacts facts, CancellationToken stop)
    {
        var assembler = new ClientHelloAssembler();
        while (true)
        {
            var read = await input.ReadAsync(stop).ConfigureAwait(false);
            var status = assembler.Advance(read.Buffer);
            var more = status == AssemblyStatus.NeedMore && !read.IsCompleted;
            input.AdvanceTo(read.Buffer.Start, more ? read.Buffer.End : read.Buffer.Start);
            if (!more)
            {
                return Conclude(status, assembler.Message, facts);
            }
        }
    }

    private static LimitReason Conclude(
        AssemblyStatus status, ReadOnlySpan<byte> message, ConnectionFacts facts)
    {
        switch (status)
        {
            case AssemblyStatus.Complete:
                // A hello that our reading refuses may still please the TLS library: that is its decision.
                if (ClientHello.Parse(message).Try(out var hello, out _))
                {
                    facts.Take(hello);
                    if (facts.Recorded is { } recorded)
                    {
                        recorded.Hello = HelloMask.Of(message);
                    }
                }

                return LimitReason.Unset;
            case AssemblyStatus.NotTls:
            case AssemblyStatus.NotClientHello:
            case AssemblyStatus.NeedMore:
                return LimitReason.NotTls;
            case AssemblyStatus.TooLarge:
                return LimitReason.ClientHelloBytes;
            case AssemblyStatus.Unset:
            case AssemblyStatus.Malformed:
            default:
                return LimitReason.Unset;
        }
    }
}
