using Microsoft.AspNetCore.Http;
using Weir.Cli.SampleSite.Handlers;

namespace Weir.Cli.SampleSite;

/// <summary>Which handler answers which path: exact paths first, then what a path begins with.</summary>
internal sealed class SiteRoutes
{
    private readonly Dictionary<string, Route> _exact = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, Route Route)> _prefixes = [];

    private SiteRoutes()
    {
    }

    /// <param name="time">For everything that waits.</param>
    /// <param name="stopping">Ends streams that would not end by themselves.</param>
    public static SiteRoutes Create(TimeProvider time, CancellationToken stopping)
    {
        var routes = new SiteRoutes();
        PageHandlers.Map(routes);
        AssetHandlers.Map(routes);
        new AccountHandlers().Map(routes);
        new ContactHandlers().Map(routes);
        new ApiHandlers().Map(routes);
        EchoHandler.Map(routes);
        ByteHandlers.Map(routes);
        new StreamHandlers(time, stopping).Map(routes);
        return routes;
    }

    /// <summary>Answers one path for one method; <c>*</c> stands for every method.</summary>
    public void Add(string method, string path, RequestDelegate handler)
    {
        if (!_exact.TryGetValue(path, out var route))
        {
            _exact[path] = route = new Route();
        }

        route.Add(method, handler);
    }

    /// <summary>Answers every path that begins so and goes on.</summary>
    public void AddBelow(string method, string prefix, RequestDelegate handler)
    {
        var route = _prefixes.Find(known => known.Prefix == prefix).Route;
        if (route is null)
        {
            _prefixes.Add((prefix, route = new Route()));
        }

        route.Add(method, handler);
    }

    public Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (!_exact.TryGetValue(path, out var route))
        {
            route = _prefixes.Find(known => IsBelow(path, known.Prefix)).Route;
        }

        if (route is null)
        {
            return PageHandlers.NotFoundAsync(context);
        }

        if (route.For(context.Request.Method) is { } handler)
        {
            return handler(context);
        }

        context.Response.Headers.Allow = route.Allowed;
        return PageHandlers.MessageAsync(
            context, StatusCodes.Status405MethodNotAllowed, "Not that way", "That method is not taken here.");
    }

    private static bool IsBelow(string path, string prefix) =>
        path.Length > prefix.Length && path.StartsWith(prefix, StringComparison.Ordinal);

    private sealed class Route
    {
        private readonly Dictionary<string, RequestDelegate> _handlers = new(StringComparer.Ordinal);

        public string Allowed =>
            string.Join(", ", _handlers.ContainsKey("GET") ? _handlers.Keys.Append("HEAD") : _handlers.Keys);

        public void Add(string method, RequestDelegate handler) => _handlers.Add(method, handler);

        // Kestrel sends the headers and drops the body of an answer to HEAD, so GET answers both.
        public RequestDelegate? For(string method) =>
            _handlers.GetValueOrDefault(method == "HEAD" ? "GET" : method)
            ?? _handlers.GetValueOrDefault("*");
    }
}
