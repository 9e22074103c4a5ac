using Microsoft.AspNetCore.Http;

namespace Weir.Edge.Admin;

/// <summary>
/// Who may ask. Loopback is not authentication: every program and every page in a browser on this machine
/// reaches it. So over TCP the Host must be ours, a foreign Origin is refused, and a call that changes
/// something shows the token; on an address open to others every call does.
/// </summary>
internal static class AdminGate
{
    public const string HealthPath = "/health";

    public const string ReadyPath = "/ready";

    private const string Scheme = "Bearer ";

    public static GateResult Check(HttpRequest request, AdminDoor? door, AdminToken? token)
    {
        // A connection without a door would be a mistake of ours: refuse.
        if (door is null)
        {
            return GateResult.Host;
        }

        if (door.IsSocket)
        {
            return GateResult.Allowed;
        }

        var host = request.Host.Value;
        if (string.IsNullOrEmpty(host) || !door.Answers(host))
        {
            return GateResult.Host;
        }

        var headers = request.Headers;
        if (headers.Origin.Count > 0 && !IsOurs(headers.Origin.ToString(), request.Scheme, door))
        {
            return GateResult.Origin;
        }

        if (headers["Sec-Fetch-Site"].Contains("cross-site", StringComparer.OrdinalIgnoreCase))
        {
            return GateResult.CrossSite;
        }

        return NeedsToken(request, door)
            ? CheckToken(headers.Authorization.ToString(), token)
            : GateResult.Allowed;
    }

    public static bool Changes(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method);

    private static bool IsOurs(string origin, string scheme, AdminDoor door)
    {
        var prefix = scheme + "://";
        return origin.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && door.Answers(origin[prefix.Length..]);
    }

    private static bool NeedsToken(HttpRequest request, AdminDoor door)
    {
        if (Changes(request.Method))
        {
            return true;
        }

        // A load balancer's probe has no token, and learns no more than whether to send visitors.
        var probe = request.Path.Value is HealthPath or ReadyPath;
        return door.IsOpen && !probe;
    }

    private static GateResult CheckToken(string authorization, AdminToken? token)
    {
        if (token is null)
        {
            return GateResult.NoToken;
        }

        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return GateResult.TokenMissing;
        }

        return token.Is(authorization[Scheme.Length..].Trim()) ? GateResult.Allowed : GateResult.TokenWrong;
    }
}

internal enum GateResult
{
    Unset = 0,
    Allowed,
    Host,
    Origin,
    CrossSite,
    TokenMissing,
    TokenWrong,

    /// <summary>The node has no token, so nothing can be shown.</summary>
    NoToken,
}
