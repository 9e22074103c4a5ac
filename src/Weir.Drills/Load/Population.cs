using System.Collections.Immutable;

namespace Weir.Drills.Load;

/// <summary>
/// The visitors of every drill. What each should get follows from <see cref="Scratch.SiteText"/> and is the
/// same with and without scores: that is what a drill holds the node to.
/// </summary>
internal static class Population
{
    private const string Chrome =
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
        + "Chrome/140.0.0.0 Safari/537.36";

    private const string Firefox =
        "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";

    private const string Crawler = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

    public static ImmutableArray<Visitor> Everyone { get; } =
    [
        Person("chrome-h2", http2: true, OfChrome),
        Person("chrome-h1", http2: false, OfChrome),
        Person("firefox-h2", http2: true, OfFirefox),
        Person("firefox-h1", http2: false, OfFirefox),
        new Visitor("crawler-h2", VisitorKind.VerifiedBot, true, OfCrawler, Crawling),
        new Visitor("crawler-h1", VisitorKind.VerifiedBot, false, OfCrawler, Crawling),
        new Visitor("login-brute-force", VisitorKind.Attacker, false, OfTool("python-requests/2.32.3"),
        [
            new Step("POST", "/login", Expected.Block),
        ]),
        new Visitor("path-scanner", VisitorKind.Attacker, true, OfTool("curl/8.14.1"),
        [
            new Step("GET", "/.env", Expected.Block),
            new Step("GET", "/wp-login.php", Expected.Block),
            new Step("GET", "/.git/config", Expected.Block),
        ]),
        new Visitor("script-as-chrome", VisitorKind.Attacker, true, OfChrome,
        [
            new Step("GET", "/members", Expected.AsScored),
        ]),
    ];

    private static ImmutableArray<(string Name, string Value)> OfChrome =>
    [
        ("sec-ch-ua", "\"Chromium\";v=\"140\", \"Not=A?Brand\";v=\"24\", \"Google Chrome\";v=\"140\""),
        ("sec-ch-ua-mobile", "?0"),
        ("sec-ch-ua-platform", "\"Linux\""),
        ("Upgrade-Insecure-Requests", "1"),
        ("User-Agent", Chrome),
        ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"),
        ("Accept-Encoding", "gzip, deflate, br, zstd"),
        ("Accept-Language", "en-GB,en;q=0.9"),
    ];

    private static ImmutableArray<(string Name, string Value)> OfFirefox =>
    [
        ("User-Agent", Firefox),
        ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        ("Accept-Language", "en-GB,en;q=0.5"),
        ("Accept-Encoding", "gzip, deflate, br, zstd"),
    ];

    private static ImmutableArray<(string Name, string Value)> OfCrawler =>
    [
        ("User-Agent", Crawler),
        ("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"),
        ("Accept-Encoding", "gzip, deflate, br"),
    ];

    private static ImmutableArray<Step> Crawling =>
    [
        new Step("GET", "/", Expected.Forward),
        new Step("GET", "/journal", Expected.Forward),
        new Step("GET", "/robots.txt", Expected.Forward),
    ];

    private static ImmutableArray<Step> Visiting =>
    [
        Navigation("/"),
        Asset("/assets/site.css", "style"),
        Asset("/assets/site.js", "script"),
        Asset("/assets/river.svg", "image"),
        Navigation("/journal"),
        Asset("/assets/river-map.svg", "image"),
        Navigation("/account"),
    ];

    private static Visitor Person(
        string name, bool http2, ImmutableArray<(string Name, string Value)> headers) =>
        new(name, VisitorKind.Person, http2, headers, Visiting);

    private static ImmutableArray<(string Name, string Value)> OfTool(string agent) =>
        [("User-Agent", agent), ("Accept", "*/*")];

    private static Step Navigation(string path) => new("GET", path, Expected.Forward)
    {
        Headers =
        [
            ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Mode", "navigate"),
            ("Sec-Fetch-User", "?1"), ("Sec-Fetch-Dest", "document"),
        ],
    };

    private static Step Asset(string path, string destination) => new("GET", path, Expected.Forward)
    {
        Headers =
        [
            ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Mode", "no-cors"),
            ("Sec-Fetch-Dest", destination),
        ],
    };
}
