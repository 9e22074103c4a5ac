using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Weir.Bench.Activation.Children;

/// <summary>
/// Behind the node: answers 400 bytes from memory, of which the first says whether the request had a score.
/// </summary>
internal static class Origin
{
    public const string Name = "origin";
    public const byte Scored = (byte)'1';
    private const int AnswerBytes = 400;

    /// <summary>Says its address, and ends when nobody speaks to it any more.</summary>
    public static async Task<int> RunAsync()
    {
        var (scored, unscored) = (new byte[AnswerBytes], new byte[AnswerBytes]);
        scored.AsSpan().Fill(Scored);
        unscored.AsSpan().Fill((byte)'0');
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Run(context =>
        {
            context.Response.ContentLength = AnswerBytes;
            return context.Response.Body.WriteAsync(
                context.Request.Headers.ContainsKey("Weir-Score") ? scored : unscored).AsTask();
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
