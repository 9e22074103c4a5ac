using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Weir.Cli.SampleSite.Received;

namespace Weir.Cli.SampleSite.Handlers;

/// <summary><c>/echo</c>: what arrived, headers in received order and casing.</summary>
internal static class EchoHandler
{
    public static void Map(SiteRoutes routes)
    {
        routes.Add("*", "/echo", AnswerAsync);
        routes.AddBelow("*", "/echo/", AnswerAsync);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var headers = ReceivedHeaders.Of(context);

        // A body is read to its end first, so that the sender never finds the door shut halfway.
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        await Json.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("method", context.Request.Method);
            json.WriteString("path", Path(context));
            json.WriteStartArray("headers");
            foreach (var (name, value) in headers)
            {
                json.WriteStartArray();
                json.WriteStringValue(name);
                json.WriteStringValue(value);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    // As received, neither decoded nor normalised, without the query.
    private static string Path(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return target is ['/', ..] ? target.Split('?', 2)[0] : context.Request.Path.Value ?? "/";
    }
}
