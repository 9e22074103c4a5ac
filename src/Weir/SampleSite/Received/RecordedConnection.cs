using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Weir.Cli.SampleSite.Received;

/// <summary>
/// A connection that remembers the bytes which Kestrel consumed last, because Kestrel's own header
/// dictionary keeps neither the order nor the casing in which headers arrived.
/// </summary>
internal sealed class RecordedConnection : IDuplexPipe
{
    private static readonly object Key = typeof(RecordedConnection);

    private RecordedConnection(IDuplexPipe transport)
    {
        Recorder = new RecordingReader(transport.Input, SiteLimits.RecordedBytes);
        Output = transport.Output;
    }

    public RecordingReader Recorder { get; }

    public PipeReader Input => Recorder;

    public PipeWriter Output { get; }

    public static ConnectionDelegate Middleware(ConnectionDelegate next) => async connection =>
    {
        var transport = connection.Transport;
        var recorded = new RecordedConnection(transport);
        connection.Items[Key] = recorded;
        connection.Transport = recorded;
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    };

    /// <summary>The connection of a request, or null where it is not recorded (HTTP/2).</summary>
    public static RecordedConnection? Of(HttpContext context)
    {
        var items = context.Features.Get<IConnectionItemsFeature>()?.Items;
        return items?.TryGetValue(Key, out var found) == true ? found as RecordedConnection : null;
    }
}
