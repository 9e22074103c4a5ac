using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Weir.Edge.Configuration;
using Weir.Edge.Listening;
using Weir.Edge.Stages;

namespace Weir.Edge.Capture;

/// <summary>
/// Puts the right tape between the transport (after TLS) and Kestrel's HTTP, for one connection.
/// </summary>
internal static class TapeMiddleware
{
    public static ConnectionDelegate Wrap(
        ConnectionDelegate next, ListenerSettings listener, GatewayState state) =>
        async connection =>
        {
            if (connection.Features.Get<ConnectionFacts>() is not { } facts)
            {
                await next(connection).ConfigureAwait(false);
                return;
            }

            var transport = connection.Transport;
            PipeReader tape;
            var output = transport.Output;
            if (SpeaksHttp2(connection, listener))
            {
                facts.Http2 = new Http2Tape(transport.Input);
                tape = facts.Http2;
            }
            else
            {
                var limits = state.Current.Node.Limits;
                facts.Http1 = new Http1Tape(transport.Input, limits.RequestLineBytes + limits.HeaderBytes);
                tape = facts.Http1;
                facts.Output = new LastWord(transport.Output);
                output = facts.Output;
            }

            connection.Transport = new TapedPipe(tape, output);
            try
            {
                await next(connection).ConfigureAwait(false);
            }
            finally
            {
                connection.Transport = transport;
            }
        };

    private static bool SpeaksHttp2(ConnectionContext connection, ListenerSettings listener) =>
        listener.Tls is null
        ? listener.Protocol == ListenerProtocol.H2c
        : connection.Features.Get<ITlsApplicationProtocolFeature>()
            ?.ApplicationProtocol.Span.SequenceEqual("h2"u8)
            ?? false;

    private sealed class TapedPipe(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
