using System.Collections.Immutable;

namespace Weir.Decisions.Signals.Agents;

/// <summary>
/// Names of bots by what they are for, and of libraries by family. Verified bots are another matter: who says
/// one of these names has only said it.
/// </summary>
internal static class BotTable
{
    private static readonly string[] Search =
    [
        "Googlebot", "Google-InspectionTool", "Storebot-Google", "GoogleOther", "AdsBot-Google",
        "Mediapartners-Google", "APIs-Google", "FeedFetcher-Google", "Google-Site-Verification", "bingbot",
        "adidxbot", "msnbot", "Slurp", "DuckDuckBot", "DuckDuckGo-Favicons-Bot", "Baiduspider", "YandexBot",
        "YandexImages", "YandexMobileBot", "YandexRenderResourcesBot", "YandexAdditional",
        "YandexAccessibilityBot",
        "Applebot", "PetalBot", "SeznamBot", "Sogou web", "Sogou inst", "360Spider", "HaoSouSpider",
        "Yeti/", "coccocbot",
        "MojeekBot", "Qwantify", "Qwantbot", "Exabot", "ia_archiver", "archive.org_bot", "Mail.RU_Bot",
        "yacybot", "Amzn-SearchBot", "Bravebot", "kagi-fetcher", "Kagibot", "StractBot",
        "search.marginalia.nu",
        "Presearchbot", "Daumoa", "Teoma", "Seekport", "AddSearchBot", "Algolia Crawler", "GeedoBot",
    ];

    private static readonly string[] Ai =
    [
        "GPTBot", "ChatGPT-User", "ChatGPT Agent", "OAI-SearchBot", "ClaudeBot", "Claude-User",
        "Claude-SearchBot", "Claude-Web", "Claude-Code", "anthropic-ai", "PerplexityBot", "Perplexity-User",
        "Google-Extended", "Google-CloudVertexBot", "Google-NotebookLM", "GoogleAgent-Mariner",
        "Google-Agent", "Gemini-Deep-Research", "Bytespider", "TikTokSpider", "CCBot", "Amazonbot",
        "Amzn-User", "NovaAct", "bedrockbot", "meta-externalagent", "meta-externalfetcher",
        "meta-webindexer", "FacebookBot", "cohere-ai", "cohere-training-data-crawler", "MistralAI-User",
        "DeepSeekBot", "Diffbot", "YouBot", "Timpibot", "AI2Bot", "Ai2Bot-Dolma", "ImagesiftBot", "omgili",
        "omgilibot", "webzio-extended", "ICC-Crawler", "FriendlyCrawler", "VelenPublicWebCrawler",
        "iaskspider", "img2dataset", "LAIONDownloader", "PanguBot", "ChatGLM-Spider", "DuckAssistBot",
        "PhindBot", "TavilyBot", "FirecrawlAgent", "Crawl4AI", "Manus-User", "Kimi-User", "Devin/",
        "Applebot-Extended", "SBIntuitionsBot", "Andibot", "Cloudflare-AutoRAG", "AzureAI-SearchBot",
    ];

    private static readonly string[] Seo =
    [
        "AhrefsBot", "AhrefsSiteAudit", "SemrushBot", "SiteAuditBot", "SplitSignalBot", "MJ12bot", "DotBot",
        "rogerbot", "BLEXBot", "DataForSeoBot", "serpstatbot", "SEOkicks", "Screaming Frog SEO Spider",
        "SISTRIX Crawler", "sistrix", "botify", "OnCrawl", "sitebulb", "Barkrowler", "linkdexbot", "spbot",
        "SEOlyticsCrawler", "seobilitybot", "MegaIndex", "SearchAtlas", "ZoominfoBot", "netEstate NE Crawler",
        "Sidetrade indexer bot", "Awario", "BrandVerity", "PiplBot", "Dataprovider.com",
    ];

    private static readonly string[] Monitor =
    [
        "UptimeRobot", "Pingdom", "StatusCake", "Site24x7", "Better Uptime Bot", "Better Stack",
        "Uptime-Kuma", "NewRelicPinger", "NewRelicbot", "Datadog/Synthetics", "DatadogSynthetics",
        "Checkly/", "HetrixTools", "FreshpingBot", "SentryUptimeBot", "GoogleStackdriverMonitoring",
        "Google-Certificates-Bridge", "ELB-HealthChecker", "Amazon-Route53-Health-Check-Service",
        "kube-probe/",
        "Cloudflare-Healthchecks", "Cloudflare-SSLDetector", "Cloudflare-Traffic-Manager", "RuxitSynthetic",
        "AppInsights", "W3C_Validator", "W3C-checklink", "Validator.nu", "Chrome-Lighthouse", "PTST/",
        "Zabbix", "check_http/", "Nagios", "Prometheus/", "Blackbox Exporter", "changedetection",
        "NIXStatsbot",
        "HubSpot Crawler", "deadlinkchecker", "Let's Encrypt validation server", "Monsidobot", "Dubbotbot",
    ];

    private static readonly string[] Scanner =
    [
        "sqlmap", "Nikto", "Nmap Scripting Engine", "masscan", "zgrab", "Nuclei", "gobuster", "ffuf",
        "Fuzz Faster U Fool", "feroxbuster", "dirbuster", "dirsearch", "WPScan", "Acunetix", "Nessus",
        "OpenVAS", "w3af", "Arachni", "Wfuzz", "CensysInspect", "Shodan", "Expanse", "InternetMeasurement",
        "NetSystemsResearch", "l9explore", "l9tcpid", "Project Sonar", "Netcraft", "BurpSuite", "ZAP/",
        "Jorgee", "Morfeus", "ZmEu", "httpx - Open-source", "Detectify", "Qualys", "IonCrawl",
        "HTTP Banner Detection", "Odin", "GenomeCrawlerd", "xfa1", "CMS-Checker", "WhatWeb", "skipfish",
        "Siege/", "ApacheBench", "JoeDog", "h2load", "wrk/", "hey/", "k6/", "vegeta", "Apache JMeter",
        "Locust", "Gatling", "bombardier", "Artillery",
    ];

    private static readonly string[] Fetcher =
    [
        "facebookexternalhit", "facebookcatalog", "meta-externalads", "Twitterbot", "LinkedInBot",
        "Slackbot", "Slack-ImgProxy", "Discordbot", "TelegramBot", "WhatsApp/", "redditbot", "Pinterestbot",
        "SkypeUriPreview", "MicrosoftPreview", "BingPreview", "Embedly", "Iframely",
        "FlipboardProxy", "Google Favicon", "Google-Read-Aloud", "Google Web Preview", "Snap URL Preview",
        "Mastodon/", "Lemmy/", "Synapse", "Viber", "KeybaseBot", "GroupMeBot", "bitlybot", "Feedly",
        "Feedbin", "Feedspot", "NewsBlur", "Inoreader", "FreshRSS", "Miniflux", "Tiny Tiny RSS", "Superfeedr",
        "theoldreader.com", "SimplePie", "Vercelbot", "Amazon CloudFront", "Stripebot", "Stripe/",
        "SummalyBot", "CloudFlare-AlwaysOnline", "Cloudflare-Prefetch", "HTTrack", "heritrix", "Nutch",
    ];

    // A library's own name stands first; further on it may be part of a browser's, as ".NET" is.
    private static readonly (string Token, AgentFamily Family)[] Libraries =
    [
        ("curl/", AgentFamily.Curl), ("libcurl", AgentFamily.Curl), ("Wget", AgentFamily.Wget),
        ("python-requests", AgentFamily.PythonRequests), ("python-httpx", AgentFamily.Httpx),
        ("aiohttp", AgentFamily.Aiohttp), ("Python-urllib", AgentFamily.PythonUrllib),
        ("Python/", AgentFamily.Aiohttp), ("urllib3", AgentFamily.PythonUrllib),
        ("Go-http-client", AgentFamily.Go), ("Go package http", AgentFamily.Go), ("go-resty", AgentFamily.Go),
        ("colly", AgentFamily.Go), ("fasthttp", AgentFamily.Go), ("Java-http-client", AgentFamily.Java),
        ("Java/", AgentFamily.Java), ("Apache-HttpClient", AgentFamily.Java), ("Jakarta", AgentFamily.Java),
        ("AHC/", AgentFamily.Java), ("Jetty", AgentFamily.Java), ("ReactorNetty", AgentFamily.Java),
        ("okhttp", AgentFamily.OkHttp), ("Ktor", AgentFamily.OkHttp), ("node-fetch", AgentFamily.Node),
        ("node", AgentFamily.Node), ("axios", AgentFamily.Node), ("got (", AgentFamily.Node),
        ("got/", AgentFamily.Node), ("undici", AgentFamily.Node), ("superagent", AgentFamily.Node),
        ("Deno/", AgentFamily.Node), ("Bun/", AgentFamily.Node), ("libwww-perl", AgentFamily.Perl),
        ("lwp-", AgentFamily.Perl), ("HTTP-Tiny", AgentFamily.Perl), ("Mojolicious", AgentFamily.Perl),
        ("WWW-Mechanize", AgentFamily.Perl), ("GuzzleHttp", AgentFamily.Php), ("PHP", AgentFamily.Php),
        ("Symfony", AgentFamily.Php), ("Ruby", AgentFamily.Ruby), ("Faraday", AgentFamily.Ruby),
        ("rest-client", AgentFamily.Ruby), ("HTTParty", AgentFamily.Ruby), ("Mechanize", AgentFamily.Ruby),
        (".NET", AgentFamily.DotNet), ("dotnet", AgentFamily.DotNet), ("RestSharp", AgentFamily.DotNet),
        ("reqwest", AgentFamily.Rust), ("hyper/", AgentFamily.Rust), ("ureq/", AgentFamily.Rust),
    ];

    private static readonly string[] OtherLibraries =
    [
        "HTTPie", "PostmanRuntime", "insomnia", "PowerShell", "WindowsPowerShell", "WinHttp", "Scrapy",
        "PhantomJS", "SlimerJS", "Playwright", "Puppeteer", "Selenium", "CasperJS", "Lightpanda", "Dalvik/",
        "libsoup", "lua-resty-http", "aria2", "axel", "Camel",
        "HttpUrlConnection", "AppEngine-Google", "Dart/", "Alamofire", "crawler4j", "elixir",
        "hackney", "Erlang", "Typhoeus", "mechanize", "grequests", "pycurl", "treq", "GStreamer",
        "fetch/", "WordPress/", "git/", "Debian APT-HTTP",
    ];

    public static ImmutableArray<BotRow> Rows { get; } =
    [
        .. Of(Search, BotKind.Search), .. Of(Ai, BotKind.Ai), .. Of(Seo, BotKind.Seo),
        .. Of(Monitor, BotKind.Monitor), .. Of(Scanner, BotKind.Scanner), .. Of(Fetcher, BotKind.Fetcher),
        .. Libraries.Select(row => new BotRow(row.Token, BotKind.Library, row.Family, First: true)),
        .. OtherLibraries.Select(token => new BotRow(token, BotKind.Library, AgentFamily.OtherLibrary)),
    ];

    private static IEnumerable<BotRow> Of(string[] tokens, BotKind kind) =>
        tokens.Select(token => new BotRow(token, kind, AgentFamily.Bot));
}
