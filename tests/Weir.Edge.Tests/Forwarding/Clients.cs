using System.Net;
using Xunit;

namespace Weir.Edge.Tests.Forwarding;

/// <summary>Visitors that change nothing: no redirects, no decompression, no cookies.</summary>
internal static class Clients
{
    /// <summary>Ends with the test.</summary>
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static HttpClient Http1() => Create(HttpVersion.Version11);

    public static HttpClient Http2() => Create(HttpVersion.Version20);

    private static HttpClient Create(Version version) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = TimeSpan.FromSeconds(30),
        };
}
