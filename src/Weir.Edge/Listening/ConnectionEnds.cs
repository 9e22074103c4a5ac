using System.Diagnostics.Metrics;
using Weir.Edge.Watching;

namespace Weir.Edge.Listening;

/// <summary>
/// Counts the HTTP/2 connections that Kestrel ends for what the visitor did on them. Nobody is asked then
/// and nothing is thrown; the reason is a label of Kestrel's own measure of the connection.
/// </summary>
internal sealed class ConnectionEnds : IDisposable
{
    private const string Measure = "kestrel.connection.duration";

    private readonly MeterListener _listener = new();

    /// <param name="meters">Of the server to listen to; others in this process do not count here.</param>
    /// <param name="telemetry">Where it is counted.</param>
    public ConnectionEnds(IMeterFactory meters, EdgeTelemetry telemetry)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name == Measure)
            {
                listener.EnableMeasurementEvents(instrument, telemetry);
            }
        };
        _listener.SetMeasurementEventCallback<double>(Ended);
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    private static void Ended(
        Instrument instrument,
        double seconds,
        ReadOnlySpan<KeyValuePair<string, object?>> labels,
        object? state)
    {
        string? error = null;
        var http2 = false;
        foreach (var (name, value) in labels)
        {
            switch (name)
            {
                case "error.type":
                    error = value as string;
                    break;
                case "network.protocol.version":
                    http2 = value is "2";
                    break;
                default:
                    break;
            }
        }

        // HTTP/1 has its own observer.
        var reason = http2 ? Reason(error) : LimitReason.Unset;
        if (reason != LimitReason.Unset && state is EdgeTelemetry telemetry)
        {
            telemetry.LimitReached(reason);
        }
    }

    /// <summary>Other reasons are ends that nobody is to blame for, or the network's.</summary>
    private static LimitReason Reason(string? error) => error switch
    {
        "max_request_headers_total_size_exceeded" => LimitReason.HeaderBytes,
        "max_request_header_count_exceeded" => LimitReason.HeaderLines,
        "request_headers_timeout" => LimitReason.HeaderTime,
        "stream_reset_limit_exceeded" => LimitReason.Http2Resets,
        "error_reading_headers" or "invalid_request_headers" or "invalid_handshake"
            or "invalid_http_version" or "invalid_settings" or "invalid_frame_length"
            or "max_frame_length_exceeded" or "invalid_data_padding" or "invalid_stream_id"
            or "unknown_stream" or "stream_creation_error" or "stream_self_dependency"
            or "missing_stream_end" or "frame_after_stream_close" or "unexpected_frame"
            or "invalid_window_update_size" or "flow_control_window_exceeded"
            or "flow_control_queue_size_exceeded" or "output_queue_size_exceeded" =>
            LimitReason.Http2Protocol,
        _ => LimitReason.Unset,
    };
}
