namespace Weir.Decisions.Signals.Agents;

/// <summary>The names under which rules and documents know what a user agent claims.</summary>
public static class AgentNames
{
    public static string Of(AgentFamily family) => family switch
    {
        AgentFamily.None => "none",
        AgentFamily.Other => "other",
        AgentFamily.Chrome => "chrome",
        AgentFamily.Edge => "edge",
        AgentFamily.Opera => "opera",
        AgentFamily.Samsung => "samsung",
        AgentFamily.Firefox => "firefox",
        AgentFamily.Safari => "safari",
        AgentFamily.HeadlessChrome => "headless-chrome",
        AgentFamily.WebView => "webview",
        AgentFamily.Bot => "bot",
        AgentFamily.Curl => "curl",
        AgentFamily.Wget => "wget",
        AgentFamily.PythonRequests => "python-requests",
        AgentFamily.Httpx => "httpx",
        AgentFamily.Aiohttp => "aiohttp",
        AgentFamily.PythonUrllib => "python-urllib",
        AgentFamily.Go => "go-http-client",
        AgentFamily.Java => "java",
        AgentFamily.OkHttp => "okhttp",
        AgentFamily.Node => "node",
        AgentFamily.Perl => "libwww-perl",
        AgentFamily.Php => "php",
        AgentFamily.Ruby => "ruby",
        AgentFamily.DotNet => "dotnet",
        AgentFamily.Rust => "rust",
        AgentFamily.OtherLibrary => "library",
        AgentFamily.Unset => "unset",
        _ => "unset",
    };

    public static string Of(AgentSystem system) => system switch
    {
        AgentSystem.Other => "other",
        AgentSystem.Windows => "windows",
        AgentSystem.MacOs => "macos",
        AgentSystem.Linux => "linux",
        AgentSystem.Android => "android",
        AgentSystem.Ios => "ios",
        AgentSystem.ChromeOs => "chromeos",
        AgentSystem.Unset => "unset",
        _ => "unset",
    };

    public static string Of(BotKind kind) => kind switch
    {
        BotKind.Unset => "",
        BotKind.Search => "search",
        BotKind.Ai => "ai",
        BotKind.Seo => "seo",
        BotKind.Monitor => "monitor",
        BotKind.Scanner => "scanner",
        BotKind.Library => "library",
        BotKind.Fetcher => "fetcher",
        BotKind.Other => "other",
        _ => "",
    };
}
