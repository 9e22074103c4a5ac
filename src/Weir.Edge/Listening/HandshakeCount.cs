using Microsoft.AspNetCore.Connections;
using Weir.Edge.Capture;
using Weir.Edge.Watching;

namespace Weir.Edge.Listening;

/// <summary>
/// Counts the handshakes that failed: TLS swallows its own failures, so what came after it tells.
/// </summary>
internal static class HandshakeCount
{
    public static ConnectionDelegate Wrap(ConnectionDelegate next, EdgeTelemetry telemetry) =>
        async connection =>
        {
            try
            {
                await next(connection).ConfigureAwait(false);
            }
            finally
            {
                if (connection.Features.Get<ConnectionFacts>() is { Established: false })
                {
                    telemetry.LimitReached(LimitReason.Handshake);
                }
            }
        };
}
