using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Weir.Decisions;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Watching;

public sealed class EdgeTracingTests : IDisposable
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    private readonly EdgeTracing _tracing = new() { Share = 0.5 };
    private readonly DefaultHttpContext _http = new();
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name == EdgeTracing.SourceName,
        Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public EdgeTracingTests()
    {
        ActivitySource.AddActivityListener(_listener);
        _http.Request.Method = "GET";
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void SampledRequest_ContinuesTheVisitorsTrace_AndTellsTheOriginAboutItself()
    {
        _http.Request.Headers.TraceParent = Parent;
        var span = _tracing.Begin(_http.Request, new RequestId(1, 5));
        Assert.NotNull(span);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", span.TraceId.ToHexString());
        Assert.Equal("b7ad6b7169203331", span.ParentSpanId.ToHexString());
        Assert.Equal(span.Id, _http.Request.Headers.TraceParent);

        EdgeTracing.End(span, Requests.Record(status: 502));
        Assert.True(span.IsStopped);
        Assert.Equal(502, span.GetTagItem("http.response.status_code"));
        Assert.Equal("2", span.GetTagItem("network.protocol.version"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }

    [Fact]
    public void MalformedParent_StartsATraceOfItsOwn()
    {
        _http.Request.Headers.TraceParent = "00-nonsense";
        _http.Request.Headers.TraceState = "a=b";
        using var span = _tracing.Begin(_http.Request, new RequestId(1, 5));
        Assert.Equal(span?.Id, _http.Request.Headers.TraceParent);
        Assert.Empty(_http.Request.Headers.TraceState.ToString());
    }

    [Theory]
    [InlineData(0.5, ulong.MaxValue, false)]
    [InlineData(0.5, ulong.MaxValue / 4, true)]
    [InlineData(1, ulong.MaxValue, true)]
    [InlineData(0, 0, false)]
    public void OurShareDecides_NotTheVisitor(double share, ulong chance, bool traced)
    {
        _tracing.Share = share;
        var sampled = Parent[..^1] + "1";
        _http.Request.Headers.TraceParent = sampled;
        using var span = _tracing.Begin(_http.Request, new RequestId(1, chance));
        Assert.Equal(traced, span is not null);
        Assert.Equal(traced, _http.Request.Headers.TraceParent != sampled);
    }
}
