using System.Threading.Channels;
using Weir.Decisions;
using Weir.Decisions.Signals.Recorded;
using Weir.Decisions.Signals.Requests;
using Weir.Edge.Stages;
using Weir.Edge.Watching;

namespace Weir.Edge.Capture.Recording;

/// <summary>Takes finished requests off the request path and has them written to a capture.</summary>
public sealed class RequestRecorder : IAsyncDisposable
{
    private readonly Channel<CapturedRequest> _queue;
    private readonly EdgeTelemetry _telemetry;
    private readonly CaptureWriter _writer;
    private readonly Task _writing;
    private long _connections;

    private RequestRecorder(CaptureFiles files, EdgeTelemetry telemetry, IEdgeLog log)
    {
        _telemetry = telemetry;
        _queue = Channel.CreateBounded<CapturedRequest>(
            new BoundedChannelOptions(Limits.CaptureQueue) { SingleReader = true });
        _writer = new CaptureWriter(_queue.Reader, files, telemetry, log);
        _writing = _writer.RunAsync();
    }

    /// <summary>Begins a capture in this folder, which is made where it does not exist.</summary>
    public static Outcome<RequestRecorder, CaptureRefusal> Open(
        string folder, EdgeTelemetry telemetry, IEdgeLog log) =>
        Open(folder, telemetry, log, Limits.CaptureFileBytes, Limits.CaptureBytes);

    internal static Outcome<RequestRecorder, CaptureRefusal> Open(
        string folder, EdgeTelemetry telemetry, IEdgeLog log, long fileBytes, long bytes) =>
        CaptureFiles.Open(folder, telemetry.Time.GetUtcNow(), fileBytes, bytes).Match(
            files => Outcome<RequestRecorder, CaptureRefusal>.Ok(new RequestRecorder(files, telemetry, log)),
            Outcome<RequestRecorder, CaptureRefusal>.Fail);

    /// <summary>Writes what waits, at most this long, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        var enough = Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None);
        await Task.WhenAny(_writing, enough).ConfigureAwait(false);
    }

    internal CapturedConnection Connection() => new(Interlocked.Increment(ref _connections));

    [Boundary("the request is over: what fails here must not reach its connection")]
    internal void Record(GatewayRequest request, int status, TimeSpan duration)
    {
        if (request.Connection is not { Recorded: { } connection } facts)
        {
            return;
        }

        try
        {
            if (!_queue.Writer.TryWrite(Capture(request, facts, connection, status, duration)))
            {
                _telemetry.CaptureRequestDropped();
            }
        }
        catch (Exception)
        {
            _telemetry.CaptureRequestDropped();
        }
    }

    private static CapturedRequest Capture(
        GatewayRequest request,
        ConnectionFacts facts,
        CapturedConnection connection,
        int status,
        TimeSpan duration)
    {
        var view = request.View;
        view.Enter();
        var http = request.Http;
        var fields = CapturedFields.Of(
            http.Request.Headers, request.HeaderOrder, view.Http != HttpGeneration.Http2, out var ordered);
        return new CapturedRequest
        {
            Connection = connection,
            Secure = facts.Secure,
            Opening = facts.Http2Opening,
            At = view.At,
            Method = view.Method,
            Path = Cut(view.Path),
            Query = Masking.Query(view.Query),
            Host = view.Host,
            Http = view.Http,
            Peer = view.Peer,
            Ordered = ordered,
            Fields = fields,
            Status = status,
            ResponseBytes = http.Response.ContentLength,
            Duration = duration,
            AnsweredByEdge = request.AnsweredHere,
        };
    }

    private static string Cut(string path) =>
        path.Length > Limits.RecordedTarget ? path[..Limits.RecordedTarget] : path;
}
