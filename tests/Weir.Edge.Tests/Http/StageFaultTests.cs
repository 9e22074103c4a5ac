using Weir.Decisions.Verdicts;
using Weir.Edge.Configuration;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Http;

/// <summary>Faults of our own, put into each stage of a request.</summary>
public sealed class StageFaultTests
{
    private const string Request = "GET / HTTP/1.1\r\nHost: a.example\r\nA: 1\r\n\r\n";

    [Fact]
    public async Task AFaultWhileReadingFacts_IsForwarded_WithoutHeaderOrder()
    {
        await using var origin = RawOrigin.Ok();
        await using var gateway = await FaultyAsync(EdgeStage.Facts, Gateway.Site("a", origin.Address));

        var (answer, record) = await AskAsync(gateway, Request);

        Assert.Equal(200, answer.Status);
        Assert.Contains("\r\nA: 1\r\n", origin.Head, StringComparison.Ordinal);
        Assert.Null(record.HeaderOrder);
        Assert.Equal(FaultOwner.Unset, record.Fault);
        Assert.Equal(1, gateway.Telemetry.EdgeErrors(EdgeStage.Facts));
        Assert.Equal(1, gateway.EdgeErrors());
    }

    [Theory]
    [InlineData("TRACE / HTTP/1.1\r\nHost: a.example\r\n\r\n", 405)]
    [InlineData("CONNECT a.example:80 HTTP/1.1\r\nHost: a.example:80\r\n\r\n", 400)]
    [InlineData(
        "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 0\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400)]
    public async Task AFaultWhileReadingFacts_OpensNoDoor(string request, int status)
    {
        await using var origin = RawOrigin.Ok();
        await using var gateway = await FaultyAsync(EdgeStage.Facts, Gateway.Site("a", origin.Address));

        var (answer, _) = await AskAsync(gateway, request);

        Assert.Equal(status, answer.Status);
        Assert.Equal(0, origin.Connections);
        Assert.Equal(1, gateway.Telemetry.EdgeErrors(EdgeStage.Facts));
    }

    [Fact]
    public async Task AFaultWhileDeciding_IsForwarded_Unscored()
    {
        await using var origin = RawOrigin.Ok();
        await using var gateway = await FaultyAsync(EdgeStage.Decide, Gateway.Site("a", origin.Address));

        var (answer, record) = await AskAsync(gateway, Request);

        Assert.Equal(200, answer.Status);
        Assert.Contains("\r\nWeir-Unscored: StageFault\r\n", origin.Head, StringComparison.Ordinal);
        Assert.Equal(UnscoredReason.StageFault, record.Decision.Unscored);
        Assert.Equal(1, gateway.Telemetry.Unscored(UnscoredReason.StageFault));
        Assert.Equal(1, gateway.Telemetry.EdgeErrors(EdgeStage.Decide));
        Assert.Equal(1, gateway.EdgeErrors());
    }

    [Fact]
    public async Task AFaultWhileDeciding_IsBlocked_WhereTheSiteSaysSo()
    {
        await using var origin = RawOrigin.Ok();
        var site = Gateway.Site("a", origin.Address) with
        {
            Mode = SiteMode.Enforce,
            OnUnscored = new UnscoredPolicy(UnscoredAction.Block),
        };
        await using var gateway = await FaultyAsync(EdgeStage.Decide, site);

        var (answer, _) = await AskAsync(gateway, Request);

        Assert.Equal(403, answer.Status);
        Assert.Equal(0, origin.Connections);
        Assert.Equal(1, gateway.Telemetry.EdgeErrors(EdgeStage.Decide));
    }

    [Fact]
    public async Task AFaultAnywhereElse_IsAnswered500_AsOurOwn()
    {
        await using var origin = RawOrigin.Ok();
        await using var gateway = await FaultyAsync(EdgeStage.Forward, Gateway.Site("a", origin.Address));

        var (answer, record) = await AskAsync(gateway, Request);

        Assert.Equal(500, answer.Status);
        Assert.Contains("\"fault\":\"edge\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(FaultOwner.Edge, record.Fault);
        Assert.Equal(1, gateway.Telemetry.EdgeErrors(EdgeStage.Forward));
        Assert.Equal(0, gateway.OriginErrors("a"));
    }

    private static Task<Gateway> FaultyAsync(EdgeStage faulty, SiteSettings site) => Gateway.StartAsync(
        Gateway.Configure(new LimitSettings(), site),
        (stage, _) =>
        {
            if (stage == faulty)
            {
                throw new InvalidOperationException("A fault put here by a test.");
            }
        });

    private static async Task<(RawAnswer Answer, RequestRecord Record)> AskAsync(
        Gateway gateway, string request)
    {
        var visit = await RawClient.ConnectAsync(gateway.Port);
        await visit.SendAsync(request);
        var answer = await RawAnswer.ReadAsync(visit);
        visit.Close();
        Assert.NotNull(answer);
        return (answer, await gateway.RecordAsync(answer.RequestId));
    }
}
