using Weir.Decisions.Model.Evaluation;

namespace Weir.Edge.Watching;

/// <summary>
/// The names that metrics, logs and JSON share; written out so that renaming code renames nothing.
/// </summary>
public static class WatchNames
{
    private const string Unset = "unset";

    public static string Name(this FaultOwner owner) => owner switch
    {
        FaultOwner.Client => "client",
        FaultOwner.Origin => "origin",
        FaultOwner.Edge => "edge",
        FaultOwner.Release => "release",
        FaultOwner.Operator => "operator",
        FaultOwner.Unset => Unset,
        _ => Unset,
    };

    public static string Name(this EvaluatorKind kind) => kind switch
    {
        EvaluatorKind.Walk => "walk",
        EvaluatorKind.Interleaved => "interleaved",
        EvaluatorKind.AllNodes256 => "all_nodes_256",
        EvaluatorKind.AllNodes512 => "all_nodes_512",
        EvaluatorKind.Unset => Unset,
        _ => Unset,
    };

    public static string Name(this NodePhase phase) => phase switch
    {
        NodePhase.Starting => "starting",
        NodePhase.Ready => "ready",
        NodePhase.Draining => "draining",
        NodePhase.Unset => Unset,
        _ => Unset,
    };

    public static string Name(this LogSeverity severity) => severity switch
    {
        LogSeverity.Debug => "debug",
        LogSeverity.Information => "information",
        LogSeverity.Warning => "warning",
        LogSeverity.Error => "error",
        LogSeverity.Unset => Unset,
        _ => Unset,
    };

    public static string Name(this EdgeStage stage) => stage switch
    {
        EdgeStage.Capture => "capture",
        EdgeStage.Handshake => "handshake",
        EdgeStage.Facts => "facts",
        EdgeStage.Score => "score",
        EdgeStage.Decide => "decide",
        EdgeStage.Forward => "forward",
        EdgeStage.Answer => "answer",
        EdgeStage.Configuration => "configuration",
        EdgeStage.Admin => "admin",
        EdgeStage.Events => "events",
        EdgeStage.Unset => Unset,
        _ => Unset,
    };

    public static string Name(this LimitReason reason) => reason switch
    {
        LimitReason.Connections => "connections",
        LimitReason.ConnectionsPerAddress => "connections_per_address",
        LimitReason.ClientHelloTime => "client_hello_time",
        LimitReason.ClientHelloBytes => "client_hello_bytes",
        LimitReason.NotTls => "not_tls",
        LimitReason.Handshake => "handshake",
        LimitReason.RequestLine => "request_line",
        LimitReason.HeaderBytes => "header_bytes",
        LimitReason.HeaderLines => "header_lines",
        LimitReason.HeaderTime => "header_time",
        LimitReason.BodyBytes => "body_bytes",
        LimitReason.BodyTime => "body_time",
        LimitReason.BadRequest => "bad_request",
        LimitReason.LengthWithTransferEncoding => "length_with_transfer_encoding",
        LimitReason.BareLineFeed => "bare_line_feed",
        LimitReason.ConnectMethod => "connect_method",
        LimitReason.TraceMethod => "trace_method",
        LimitReason.Misdirected => "misdirected",
        LimitReason.NoSite => "no_site",
        LimitReason.Http2Resets => "http2_resets",
        LimitReason.Http2Protocol => "http2_protocol",
        LimitReason.Unset => Unset,
        _ => Unset,
    };
}
