using Microsoft.AspNetCore.Http;
using Weir.Edge.Configuration;
using Weir.Edge.Forwarding;
using Xunit;
using Yarp.ReverseProxy.Forwarder;

namespace Weir.Edge.Tests.Forwarding;

/// <summary>Whose fault an ended exchange is, where the request was aborted in any case.</summary>
public sealed class AttributionTests
{
    private readonly DefaultHttpContext _http = new() { RequestAborted = new CancellationToken(true) };
    private readonly Exchange _exchange = new();

    [Fact]
    public async Task AbortedByUs_BecauseTheOriginsTimeWasOver_IsTheOriginsFault()
    {
        var settings = new OriginSettings(new Uri("http://127.0.0.1:9"), OriginProtocol.Http1);
        var timeouts = new OriginTimeouts { FirstByte = TimeSpan.FromMilliseconds(1) };
        using var origin = new Origin(
            new OriginKey("site", settings, timeouts, new HealthSettings(), OriginHost.Origin),
            TimeProvider.System, new FakeLog(), null);
        _exchange.Attempt(origin);
        while (!_exchange.FirstByteMissed)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Equal(ForwardStatus.OriginTimeout, Of(ForwarderError.ResponseBodyCanceled));
    }

    [Fact]
    public void AbortedByTheVisitor_IsTheVisitors() =>
        Assert.Equal(ForwardStatus.ClientAborted, Of(ForwarderError.ResponseBodyCanceled));

    private ForwardStatus Of(ForwarderError error) =>
        Attribution.Of(error, null, _http, _exchange).Status;
}
