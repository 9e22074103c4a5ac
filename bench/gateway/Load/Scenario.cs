namespace Weir.Bench.Gateway.Load;

internal enum Wire
{
    Unset = 0,
    Http1Clear,
    Http1Tls,
    Http2Tls,
}

/// <summary>
/// One kind of traffic; the same for every proxy. 64 requests are in flight in each of them.
/// </summary>
internal sealed record Scenario(string Name, string Title, Wire Wire, int Connections, int Streams)
{
    public const int AnswerBytes = 400;
    public const string Path = "/catalogue/item?id=42";

    public static readonly IReadOnlyList<Scenario> All =
    [
        new("h1", "HTTP/1.1", Wire.Http1Clear, Connections: 64, Streams: 1),
        new("h1-tls", "HTTP/1.1 over TLS", Wire.Http1Tls, Connections: 64, Streams: 1),
        new("h2", "HTTP/2 over TLS", Wire.Http2Tls, Connections: 8, Streams: 8),
    ];

    /// <summary>A desktop browser's navigation; with Host (<c>:authority</c>) these are 14 headers.</summary>
    public static readonly IReadOnlyList<string> Headers =
    [
        "sec-ch-ua: \"Chromium\";v=\"140\", \"Not=A?Brand\";v=\"24\", \"Google Chrome\";v=\"140\"",
        "sec-ch-ua-mobile: ?0",
        "sec-ch-ua-platform: \"Linux\"",
        "upgrade-insecure-requests: 1",
        "user-agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
            + " Safari/537.36",
        "accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
        "sec-fetch-site: same-origin",
        "sec-fetch-mode: navigate",
        "sec-fetch-user: ?1",
        "sec-fetch-dest: document",
        "accept-encoding: gzip, deflate, br, zstd",
        "accept-language: en-GB,en;q=0.9,de;q=0.8",
        "cookie: session=6f1e2a9c4b7d4e08b1d2c3f4a5968770; consent=yes",
    ];

    public string Url(Peers.PeerPorts ports) => Wire == Wire.Http1Clear
        ? $"http://127.0.0.1:{ports.Clear}{Path}"
        : $"https://127.0.0.1:{ports.Tls}{Path}";
}
