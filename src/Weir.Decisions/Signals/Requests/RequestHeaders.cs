namespace Weir.Decisions.Signals.Requests;

/// <summary>The values of one request that signals look at, asked of the view once each.</summary>
internal sealed class RequestHeaders
{
    public string? Agent { get; private set; }

    public string? Accept { get; private set; }

    public string? AcceptLanguage { get; private set; }

    public string? AcceptEncoding { get; private set; }

    public string? Hints { get; private set; }

    public string? HintMobile { get; private set; }

    public string? HintPlatform { get; private set; }

    public string? FetchSite { get; private set; }

    public string? FetchMode { get; private set; }

    public string? FetchDest { get; private set; }

    public string? FetchUser { get; private set; }

    public string? UpgradeInsecure { get; private set; }

    public string? Referer { get; private set; }

    public string? Origin { get; private set; }

    public string? Te { get; private set; }

    public string? Priority { get; private set; }

    public string? Connection { get; private set; }

    public bool HasCookie { get; private set; }

    /// <summary>It opens a WebSocket, over HTTP/1 or 2.</summary>
    public bool IsWebSocket { get; private set; }

    public bool HasFetch => FetchSite is not null || FetchMode is not null || FetchDest is not null;

    public bool HasHints => Hints is not null || HintMobile is not null || HintPlatform is not null;

    /// <summary>
    /// A page is asked for: as Sec-Fetch-Mode says, or without it as Accept and Upgrade-Insecure-Requests do.
    /// </summary>
    public bool IsNavigation => FetchMode is { } mode
        ? mode.Equals("navigate", StringComparison.OrdinalIgnoreCase)
        : UpgradeInsecure is not null
            || (Accept is { } accept && accept.StartsWith("text/html", StringComparison.OrdinalIgnoreCase));

    public void Read(RequestView view)
    {
        Agent = view.Header("User-Agent");
        Accept = view.Header("Accept");
        AcceptLanguage = view.Header("Accept-Language");
        AcceptEncoding = view.Header("Accept-Encoding");
        Hints = view.Header("sec-ch-ua");
        HintMobile = view.Header("sec-ch-ua-mobile");
        HintPlatform = view.Header("sec-ch-ua-platform");
        FetchSite = view.Header("Sec-Fetch-Site");
        FetchMode = view.Header("Sec-Fetch-Mode");
        FetchDest = view.Header("Sec-Fetch-Dest");
        FetchUser = view.Header("Sec-Fetch-User");
        UpgradeInsecure = view.Header("Upgrade-Insecure-Requests");
        Referer = view.Header("Referer");
        Origin = view.Header("Origin");
        Te = view.Header("TE");
        Priority = view.Header("Priority");
        Connection = view.Header("Connection");
        HasCookie = view.Header("Cookie") is not null;
        IsWebSocket = view.Header("Sec-WebSocket-Version") is not null;
    }

    public void Forget()
    {
        Agent = Accept = AcceptLanguage = AcceptEncoding = null;
        Hints = HintMobile = HintPlatform = null;
        FetchSite = FetchMode = FetchDest = FetchUser = null;
        UpgradeInsecure = Referer = Origin = Te = Priority = Connection = null;
        HasCookie = IsWebSocket = false;
    }
}
