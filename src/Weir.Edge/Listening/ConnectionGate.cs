using Microsoft.AspNetCore.Connections;
using Weir.Decisions;
using Weir.Edge.Capture;
using Weir.Edge.Capture.Recording;
using Weir.Edge.Configuration;
using Weir.Edge.Enforcement;
using Weir.Edge.Stages;
using Weir.Edge.Watching;

namespace Weir.Edge.Listening;

/// <summary>
/// The first thing a connection meets: it is counted, given its <see cref="ConnectionFacts"/>, and
/// turned away where too many are open. On a cleartext address it is told so; before TLS there is no
/// common language, so it is closed.
/// </summary>
internal sealed class ConnectionGate(
    ConnectionCounts counts, GatewayState state, RequestIds ids, EdgeTelemetry telemetry,
    RequestRecorder? recorder = null)
{
    public ConnectionDelegate Wrap(ConnectionDelegate next, ListenerSettings listener) => async connection =>
    {
        var facts = new ConnectionFacts(connection.RemoteEndPoint, secure: listener.Tls is not null);
        facts.Recorded = recorder?.Connection();
        connection.Features.Set(facts);
        var node = state.Current.Node;
        facts.PeerTrusted = TrustedProxies.Contains(node.TrustedProxies, facts.PeerAddress);
        var refused = counts.Enter(facts.PeerKey, facts.PeerTrusted, node.Limits);
        if (refused != LimitReason.Unset)
        {
            telemetry.LimitReached(refused);
            await TurnAwayAsync(connection, listener, refused).ConfigureAwait(false);
            return;
        }

        telemetry.ConnectionOpened();
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            telemetry.ConnectionClosed();
            counts.Leave(facts.PeerKey);
        }
    };

    [Boundary("a peer that is turned away may be gone already")]
    private async ValueTask TurnAwayAsync(
        ConnectionContext connection, ListenerSettings listener, LimitReason reason)
    {
        if (listener.Tls is not null || listener.Protocol == ListenerProtocol.H2c)
        {
            connection.Abort();
            return;
        }

        var answer = Answers.Last(
            AnswerTable.For(reason), ids.Next().ToString(), telemetry.Time.GetUtcNow());
        try
        {
            await connection.Transport.Output.WriteAsync(
                answer, connection.ConnectionClosed).ConfigureAwait(false);
            await connection.Transport.Output.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (
            e is IOException or OperationCanceledException or ConnectionAbortedException)
        {
            connection.Abort();
        }
    }
}
