using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Weir.Edge.Watching;

namespace Weir.Edge.Stages;

/// <summary>
/// Holds the body to the site's <c>max_body</c>; what has no length is held to it while it streams.
/// </summary>
internal static class BodyLimit
{
    public static LimitReason Apply(GatewayRequest request)
    {
        var http = request.Http;
        if (request.Site?.Settings.MaxBody is { } limit)
        {
            if (http.Request.ContentLength > limit)
            {
                return LimitReason.BodyBytes;
            }

            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = limit;
            }
        }

        if (StreamsBothWays(http)
            && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        return LimitReason.Unset;
    }

    /// <summary>A call or a WebSocket may be silent for as long as its two ends like.</summary>
    private static bool StreamsBothWays(HttpContext http) =>
        http.Request.Method == "CONNECT"
        || (http.Request.ContentType is { } type
            && type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase));
}
