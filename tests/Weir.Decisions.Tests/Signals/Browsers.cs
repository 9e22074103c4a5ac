using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Tests.Signals;

/// <summary>Whole requests as real browsers send them.</summary>
internal static class Browsers
{
    public const string ChromeAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"
        + " (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

    public const string FirefoxAgent =
        "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";

    public const string SafariAgent = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15"
        + " (KHTML, like Gecko) Version/18.4 Safari/605.1.15";

    private const string Page = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
        + "image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

    /// <param name="program">
    /// Whose TLS and HTTP/2 carry it; a foreign one stands for an inspecting proxy.
    /// </param>
    public static TestRequest Chrome(string? program = "Chromium 156") =>
        new TestRequest(http: HttpGeneration.Http2, connection: TestRequest.Over(program, http2: true)).With(
            "sec-ch-ua: \"Not:A-Brand\";v=\"8\", \"Chromium\";v=\"156\"", "sec-ch-ua-mobile: ?0",
            "sec-ch-ua-platform: \"Windows\"", "upgrade-insecure-requests: 1", $"user-agent: {ChromeAgent}",
            $"accept: {Page}", "sec-fetch-site: none", "sec-fetch-mode: navigate", "sec-fetch-user: ?1",
            "sec-fetch-dest: document", "accept-encoding: gzip, deflate, br, zstd",
            "accept-language: en-US,en;q=0.9", "priority: u=0, i");

    public static TestRequest Firefox(string? program = "Firefox 153") =>
        new TestRequest(http: HttpGeneration.Http2, connection: TestRequest.Over(program, http2: true)).With(
            $"user-agent: {FirefoxAgent}",
            "accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "accept-language: en-US,en;q=0.9", "accept-encoding: gzip, deflate, br, zstd",
            "upgrade-insecure-requests: 1", "sec-fetch-dest: document", "sec-fetch-mode: navigate",
            "sec-fetch-site: none", "priority: u=0, i", "te: trailers");

    // No hello of a current Safari was recorded: its connection tells nothing here.
    public static TestRequest Safari(string? program = null) =>
        new TestRequest(http: HttpGeneration.Http2, connection: TestRequest.Over(program, http2: true)).With(
            "sec-fetch-dest: document", $"user-agent: {SafariAgent}",
            "accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "sec-fetch-site: none", "sec-fetch-mode: navigate", "accept-language: en-GB,en;q=0.9",
            "priority: u=0, i", "accept-encoding: gzip, deflate, br");

    /// <summary>Over HTTP/1.1 without TLS: no client hints, no Sec-Fetch, fewer encodings.</summary>
    public static TestRequest PlainChrome() =>
        new TestRequest().With(
            "Host: a.test", "Connection: keep-alive", "Upgrade-Insecure-Requests: 1",
            $"User-Agent: {ChromeAgent}", $"Accept: {Page}", "Accept-Encoding: gzip, deflate",
            "Accept-Language: en-US,en;q=0.9");
}
