using Microsoft.AspNetCore.Http;
using Weir.Cli.Telemetry;
using Weir.Decisions;
using Weir.Decisions.Verdicts;
using Weir.Edge.Configuration;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Cli.Tests.Telemetry;

public sealed class OtlpExportTests
{
    private readonly EdgeTelemetry _telemetry = new(TimeProvider.System);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_ArriveUnderTheirNames()
    {
        await using var receiver = await OtlpReceiver.StartAsync(Ct);
        using (Start(new TelemetrySettings { Endpoint = receiver.Endpoint }))
        {
            _telemetry.ConnectionOpened();
            _telemetry.RequestFinished(Record());
        }

        var posted = receiver.Posted("/v1/metrics");
        Assert.StartsWith("POST application/x-protobuf", posted, StringComparison.Ordinal);
        var names = MetricCatalogue.All
            .Where(HasValues)
            .Select(family => family.Kind == MetricKind.Histogram ? family.Name + "_bucket" : family.Name);
        Assert.All(names, name => Assert.Contains(name, posted, StringComparison.Ordinal));
        Assert.Contains("service.name", posted, StringComparison.Ordinal);
        Assert.Equal("", receiver.Posted("/v1/traces"));
    }

    [Fact]
    public async Task SampledRequest_ArrivesAsASpan()
    {
        await using var receiver = await OtlpReceiver.StartAsync(Ct);
        var settings = new TelemetrySettings
        {
            Endpoint = receiver.Endpoint,
            Metrics = false,
            TraceShare = 1,
        };
        var http = new DefaultHttpContext();
        http.Request.Method = "GET";
        using (Start(settings))
        {
            var span = _telemetry.Tracing.Begin(http.Request, new RequestId(1, 2));
            EdgeTracing.End(span, Record());
        }

        Assert.Contains("weir.request.id", receiver.Posted("/v1/traces"), StringComparison.Ordinal);
        Assert.Equal("", receiver.Posted("/v1/metrics"));
        Assert.Equal(0, _telemetry.Tracing.Share);
    }

    [Fact]
    public void WithoutAnEndpoint_NothingIsMade()
    {
        Assert.Null(Start(new TelemetrySettings { TraceShare = 1 }));
        Assert.Null(Start(new TelemetrySettings { Endpoint = new("http://127.0.0.1:1"), Metrics = false }));
        Assert.Equal(0, _telemetry.Tracing.Share);
    }

    private static RequestRecord Record() => new(
        new RequestId(1, 2), TimeProvider.System.GetUtcNow(), "shop", "GET", "/", "HTTP/1.1", 200,
        new Decision(Verdict.Forward, Verdict.Forward, 0, UnscoredReason.NoRelease, ScoreSource.None,
            VisitorClass.Unscored, null, null),
        null, FaultOwner.Unset, TimeSpan.FromMilliseconds(2), null);

    /// <summary>Metrics of a node's facts have none here: there is no node.</summary>
    private bool HasValues(MetricFamily family) =>
        PrometheusText.Write([family], new MetricSources(_telemetry, null, "0.1.0")).Length > 0;

    private IDisposable? Start(TelemetrySettings settings) => OtlpExport.Start(settings, _telemetry, "0.1.0");
}
