using Weir.Edge.Configuration.Yaml;

namespace Weir.Edge.Configuration.Reading;

/// <summary>Every key of <c>weir.yaml</c>, once.</summary>
internal static class KnownKeys
{
    public const string LaterVersion = "a later version";

    public const string EventStoreVersion = "0.3";

    public static readonly Shape Certificate = new("a certificate", new("hosts"), new("cert"), new("key"));

    public static readonly Shape Tls = new(
        "'tls'", new("certificates", Certificate), new("min_version"), new("unknown_host"));

    public static readonly Shape Listener = new(
        "an entry of 'listen'",
        new("address"),
        new("protocol"),
        new("tls", Tls),
        new("proxy_protocol", null, Not(LaterVersion)),
        new("vantage", null, new NotBuilt(LaterVersion, static v => v is YamlText { Text: "direct" })));

    public static readonly Shape AdminCertificate = new("the admin certificate", new("cert"), new("key"));

    public static readonly Shape Admin = new("'admin'", new("address"), new("certificate", AdminCertificate));

    public static readonly Shape Limits = new(
        "'limits'",
        new("connections"),
        new("connections_per_address"),
        new("request_line_bytes"),
        new("header_bytes"),
        new("header_lines"),
        new("header_time"),
        new("keep_alive"),
        new("http2_streams"),
        new("http2_resets"),
        new("client_hello_time"));

    public static readonly Shape Telemetry =
        new("'telemetry'", new("otlp"), new("metrics"), new("trace_share"));

    public static readonly Shape OnUnscored = new("'on_unscored'", new("ours"), new("clients"));

    public static readonly Shape Timeouts = new(
        "'timeouts'", new("connect"), new("first_byte"), new("idle"), new("upgraded_idle"));

    public static readonly Shape Health = new(
        "'health'", new("path"), new("interval"), new("timeout"), new("failures"), new("aside"));

    public static readonly Shape Rule = new("a rule", new("id"), new("when"), new("then"), new("expires"));

    public static readonly Shape Site = new(
        "a site",
        new("id"),
        new("hosts"),
        new("origins"),
        new("mode"),
        new("on_unscored", OnUnscored),
        new("max_body"),
        new("origin_host"),
        new("timeouts", Timeouts),
        new("health", Health),
        new("rules", Rule));

    public static readonly Shape Root = new(
        "the file",
        new("version"),
        new("listen", Listener),
        new("trusted_proxies"),
        new("admin", Admin),
        new("limits", Limits),
        new("telemetry", Telemetry),
        new("inline_sockets"),
        new("privacy", null, Not(EventStoreVersion)),
        new("trust", null, Not(EventStoreVersion)),
        new("sites", Site));

    /// <summary>
    /// Where a key belongs that stands in the wrong mapping, as advice; null where nowhere.
    /// </summary>
    public static string? Elsewhere(string key, Shape here) =>
        Below(Root).Where(shape => shape != here && shape.TryFind(key, out _))
            .Select(shape => $"'{key}' belongs in {shape.Name}")
            .FirstOrDefault();

    private static IEnumerable<Shape> Below(Shape shape) =>
        shape.Keys.Select(static k => k.Inner).OfType<Shape>().SelectMany(Below).Prepend(shape);

    private static NotBuilt Not(string version) => new(version, static _ => false);
}
