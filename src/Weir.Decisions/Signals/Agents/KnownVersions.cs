namespace Weir.Decisions.Signals.Agents;

/// <summary>
/// The newest major version of each family, as of <see cref="AsOf"/>. An older table makes every version look
/// younger by the same amount, which is why ages never go below zero.
/// </summary>
public static class KnownVersions
{
    public const string AsOf = "2026-11-01";

    private const int Chromium = 156;

    // The extended support release: the rapid one moves on every four weeks and is only ever newer.
    private const int Firefox = 153;

    // Safari took the year's number of its systems in 2025 and goes with them since.
    private const int Safari = 27;

    /// <returns>
    /// The major, -1 where none is known, and whether it is compared with the Chromium version behind the
    /// family's own.
    /// </returns>
    public static (int Major, bool ByEngine) Newest(AgentFamily family, AgentSystem system) => family switch
    {
        AgentFamily.Chrome or AgentFamily.HeadlessChrome or AgentFamily.WebView
            or AgentFamily.Edge =>
            (Chromium, system != AgentSystem.Ios),
        // Theirs are numbers of their own, so that only the Chromium behind them tells an age.
        AgentFamily.Opera or AgentFamily.Samsung => (Chromium, true),
        AgentFamily.Firefox => (Firefox, false),
        AgentFamily.Safari => (Safari, false),
        AgentFamily.Unset or AgentFamily.None or AgentFamily.Other or AgentFamily.Bot or AgentFamily.Curl
            or AgentFamily.Wget or AgentFamily.PythonRequests or AgentFamily.Httpx or AgentFamily.Aiohttp
            or AgentFamily.PythonUrllib or AgentFamily.Go or AgentFamily.Java or AgentFamily.OkHttp
            or AgentFamily.Node or AgentFamily.Perl or AgentFamily.Php or AgentFamily.Ruby
            or AgentFamily.DotNet or AgentFamily.Rust or AgentFamily.OtherLibrary => (-1, false),
        _ => (-1, false),
    };
}
