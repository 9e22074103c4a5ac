using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Drills.Load;

namespace Weir.Drills.Scratch;

/// <summary>The origin behind the scratch node: answers everything, and logs what it got.</summary>
internal sealed class RecordingOrigin : IAsyncDisposable
{
    /// <summary>In each of its answers, so that a client knows who answered.</summary>
    public const string Line = "X-Drill-Origin";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<long, OriginEntry> _log;

    private RecordingOrigin(WebApplication app, ConcurrentDictionary<long, OriginEntry> log) =>
        (_app, _log) = (app, log);

    public Uri Address => new(_app.Urls.First());

    /// <summary>By the mark of the request.</summary>
    public IReadOnlyDictionary<long, OriginEntry> Log => _log;

    public static async Task<RecordingOrigin> StartAsync()
    {
        var log = new ConcurrentDictionary<long, OriginEntry>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, log));
        await app.StartAsync();
        return new RecordingOrigin(app, log);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task AnswerAsync(HttpContext context, ConcurrentDictionary<long, OriginEntry> log)
    {
        var headers = context.Request.Headers;
        if (long.TryParse(headers[LoadRun.MarkHeader], CultureInfo.InvariantCulture, out var mark))
        {
            log[mark] = new OriginEntry(headers["Weir-Score"], headers["Weir-Unscored"]);
        }

        context.Response.Headers[Line] = "1";
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync("ok\n");
    }

    /// <summary>Signals belong to the drill: a host would take them for its own end.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <param name="Score">As the node told the origin; null where it told none.</param>
/// <param name="Unscored">Why there is none; null where there is one.</param>
internal readonly record struct OriginEntry(string? Score, string? Unscored);
