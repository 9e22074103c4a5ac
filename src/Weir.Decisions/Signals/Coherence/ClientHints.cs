using Weir.Decisions.Signals.Agents;

namespace Weir.Decisions.Signals.Coherence;

/// <summary>
/// The client hints that Chromium sends unasked (<c>sec-ch-ua</c> and its two companions) against the user
/// agent. Values are read as the structured fields they are, without allocating.
/// </summary>
internal static class ClientHints
{
    /// <summary>
    /// The version of the brand "Chromium", which every browser built on it names; -1 where it is not named.
    /// </summary>
    public static int ChromiumVersion(ReadOnlySpan<char> brands)
    {
        brands = Bounded(brands);
        var at = brands.IndexOf("\"Chromium\"", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return -1;
        }

        var rest = brands[(at + "\"Chromium\"".Length)..];
        return rest.StartsWith(";v=\"") ? AgentParser.Digits(rest[";v=\"".Length..]) : -1;
    }

    /// <summary>Whether the brands name the headless variant.</summary>
    public static bool NamesHeadless(ReadOnlySpan<char> brands) =>
        Bounded(brands).Contains("HeadlessChrome", StringComparison.OrdinalIgnoreCase);

    /// <returns>Null where nothing can be compared.</returns>
    public static bool? VersionAgrees(string? brands, in UserAgent agent)
    {
        if (brands is null || agent.Engine != BrowserEngine.Chromium || agent.EngineMajor < 0)
        {
            return null;
        }

        var version = ChromiumVersion(brands);
        return version < 0 ? null : version == agent.EngineMajor;
    }

    /// <returns>Null where nothing can be compared.</returns>
    public static bool? PlatformAgrees(string? platform, in UserAgent agent)
    {
        if (platform is null || !agent.IsBrowser || agent.System is AgentSystem.Unset or AgentSystem.Other)
        {
            return null;
        }

        var system = Bounded(platform).Trim().Trim('"') switch
        {
            "Windows" => AgentSystem.Windows,
            "macOS" => AgentSystem.MacOs,
            "Linux" => AgentSystem.Linux,
            "Android" => AgentSystem.Android,
            "iOS" => AgentSystem.Ios,
            "Chrome OS" or "Chromium OS" => AgentSystem.ChromeOs,
            _ => AgentSystem.Unset,
        };

        // A tablet or a phone that asks for the desktop site says Linux and hints Android.
        var desktop = system == AgentSystem.Android && agent is { System: AgentSystem.Linux, Mobile: false };
        return system == AgentSystem.Unset ? null : system == agent.System || desktop;
    }

    /// <returns>Null where nothing can be compared.</returns>
    public static bool? MobileAgrees(string? mobile, in UserAgent agent)
    {
        if (mobile is null || !agent.IsBrowser)
        {
            return null;
        }

        return mobile switch
        {
            "?1" => agent.Mobile,
            "?0" => !agent.Mobile,
            _ => false,
        };
    }

    private static ReadOnlySpan<char> Bounded(ReadOnlySpan<char> text) =>
        text[..Math.Min(text.Length, Limits.SignalCharacters)];
}
