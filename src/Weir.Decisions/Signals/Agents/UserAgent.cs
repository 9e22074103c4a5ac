namespace Weir.Decisions.Signals.Agents;

/// <summary>What one User-Agent header claims.</summary>
/// <param name="Family">The program.</param>
/// <param name="Major">Its major version; -1 where it names none.</param>
/// <param name="EngineMajor">
/// The Chrome version behind a browser built on Chromium, which differs from its own; -1 where none is named.
/// </param>
/// <param name="System">The operating system.</param>
/// <param name="Mobile">It says so, or the system is only found on phones and tablets.</param>
/// <param name="Kind">Set where it declares itself a bot or a library.</param>
/// <param name="BotName">
/// Empty unless it declares itself; a constant of the table, never the visitor's text.
/// </param>
/// <param name="Embedded">A browser inside another browser's shell: every browser on iOS but Safari.</param>
public readonly record struct UserAgent(
    AgentFamily Family,
    int Major,
    int EngineMajor,
    AgentSystem System,
    bool Mobile,
    BotKind Kind,
    string BotName,
    bool Embedded)
{
    public static UserAgent None { get; } =
        new(AgentFamily.None, -1, -1, AgentSystem.Unset, false, BotKind.Unset, "", false);

    /// <summary>Unset where it claims no browser.</summary>
    public BrowserEngine Engine => Family switch
    {
        AgentFamily.Chrome or AgentFamily.Edge or AgentFamily.Opera or AgentFamily.Samsung
            or AgentFamily.HeadlessChrome or AgentFamily.WebView =>
            System == AgentSystem.Ios ? BrowserEngine.WebKit : BrowserEngine.Chromium,
        AgentFamily.Firefox =>
            System == AgentSystem.Ios ? BrowserEngine.WebKit : BrowserEngine.Gecko,
        AgentFamily.Safari => BrowserEngine.WebKit,
        AgentFamily.Unset or AgentFamily.None or AgentFamily.Other or AgentFamily.Bot or AgentFamily.Curl
            or AgentFamily.Wget or AgentFamily.PythonRequests or AgentFamily.Httpx or AgentFamily.Aiohttp
            or AgentFamily.PythonUrllib or AgentFamily.Go or AgentFamily.Java or AgentFamily.OkHttp
            or AgentFamily.Node or AgentFamily.Perl or AgentFamily.Php or AgentFamily.Ruby
            or AgentFamily.DotNet or AgentFamily.Rust or AgentFamily.OtherLibrary => BrowserEngine.Unset,
        _ => BrowserEngine.Unset,
    };

    public bool IsBrowser => Engine != BrowserEngine.Unset;

    /// <summary>A program's own default name, such as <c>curl/8.5</c>.</summary>
    public bool IsLibrary => Kind == BotKind.Library;

    public bool IsHeadless => Family == AgentFamily.HeadlessChrome;

    /// <summary>
    /// Majors between the newest known version of the family and the claimed one; 0 where it claims to be
    /// newer, -1 where there is nothing to compare.
    /// </summary>
    public int VersionAge
    {
        get
        {
            var newest = KnownVersions.Newest(Family, System);
            var claimed = newest.ByEngine ? EngineMajor : Major;
            return newest.Major < 0 || claimed < 0 ? -1 : Math.Max(0, newest.Major - claimed);
        }
    }
}
