namespace Weir.Decisions.Signals.Agents;

/// <summary>
/// The program that a user agent claims to be. The numbers are category codes that models learn from:
/// they never change, and a new family takes the next free one.
/// </summary>
public enum AgentFamily
{
    /// <summary>Not read.</summary>
    Unset = 0,

    /// <summary>There is no user agent, or an empty one.</summary>
    None = 1,

    /// <summary>None of the following.</summary>
    Other = 2,
    Chrome = 3,
    Edge = 4,
    Opera = 5,
    Samsung = 6,
    Firefox = 7,
    Safari = 8,
    HeadlessChrome = 9,

    /// <summary>An Android application's web view.</summary>
    WebView = 10,
    Bot = 11,
    Curl = 12,
    Wget = 13,
    PythonRequests = 14,
    Httpx = 15,
    Aiohttp = 16,
    PythonUrllib = 17,
    Go = 18,
    Java = 19,
    OkHttp = 20,
    Node = 21,
    Perl = 22,
    Php = 23,
    Ruby = 24,
    DotNet = 25,
    Rust = 26,

    /// <summary>Any other library or program that fetches: load tools, API clients, command lines.</summary>
    OtherLibrary = 27,
}

/// <summary>Who wrote the code that shapes requests: families of one engine send alike.</summary>
public enum BrowserEngine
{
    /// <summary>The user agent claims no browser.</summary>
    Unset = 0,
    Chromium = 1,
    Gecko = 2,

    /// <summary>Also every browser on iOS, whatever its name.</summary>
    WebKit = 3,
}

/// <summary>The operating system that a user agent claims; the numbers are category codes.</summary>
public enum AgentSystem
{
    Unset = 0,
    Other = 1,
    Windows = 2,
    MacOs = 3,
    Linux = 4,
    Android = 5,
    Ios = 6,
    ChromeOs = 7,
}

/// <summary>What a declared bot is for; the numbers are category codes.</summary>
public enum BotKind
{
    /// <summary>It does not declare itself a bot.</summary>
    Unset = 0,
    Search = 1,
    Ai = 2,
    Seo = 3,
    Monitor = 4,
    Scanner = 5,
    Library = 6,

    /// <summary>Fetches a page that somebody linked to: previews, feeds, archives.</summary>
    Fetcher = 7,
    Other = 8,
}
