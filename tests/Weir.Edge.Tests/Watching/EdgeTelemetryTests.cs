using System.Collections.Immutable;
using Weir.Decisions.Verdicts;
using Weir.Edge.Configuration;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Watching;

public sealed class EdgeTelemetryTests
{
    private readonly EdgeTelemetry _telemetry = new(new ManualTimeProvider());

    [Fact]
    public void Counts_StayWithASiteThatStays()
    {
        _telemetry.Configure([Site("shop"), Site("old")]);
        _telemetry.RequestFinished(Requests.Record(site: "shop"));
        _telemetry.OriginError("shop");
        _telemetry.RequestFinished(Requests.Record(site: "old"));
        _telemetry.Configure([Site("shop"), Site("new")]);

        Assert.Equal(1, Counters("shop").Requests(Verdict.Forward, VisitorClass.Unscored));
        Assert.Equal(1, Counters("shop").OriginErrors);
        Assert.Equal(0, Counters("new").Requests());
        Assert.DoesNotContain(_telemetry.Sites, site => site.Id == "old");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("host.chosen.by.a.visitor")]
    public void RequestsOfNoConfiguredSite_AreCountedUnderNone(string? site)
    {
        _telemetry.Configure([Site("shop")]);
        _telemetry.RequestFinished(Requests.Record(site: site));
        Assert.Equal(1, Counters(EdgeTelemetry.NoSite).Requests());
        Assert.Equal(2, _telemetry.Sites.Length);
    }

    [Fact]
    public void SiteNamedNone_SharesItsCounters()
    {
        _telemetry.Configure([Site(EdgeTelemetry.NoSite)]);
        _telemetry.RequestFinished(Requests.Record(site: EdgeTelemetry.NoSite));
        Assert.Equal(1, Assert.Single(_telemetry.Sites).Requests());
    }

    [Fact]
    public void Request_CountsItsReasonStatusAndFault()
    {
        _telemetry.RequestFinished(Requests.Record(status: 502) with { Fault = FaultOwner.Origin });
        _telemetry.RequestFinished(Requests.Record(score: 40));
        _telemetry.RequestFinished(Requests.Record(status: 0));

        Assert.Equal(2, _telemetry.Unscored(UnscoredReason.NoRelease));
        Assert.Equal(1, _telemetry.Responses(5));
        Assert.Equal(1, _telemetry.Responses(0));
        Assert.Equal(1, _telemetry.Faults(FaultOwner.Origin));
        Assert.Equal(3, _telemetry.Durations.Count);
        Assert.Equal(3, _telemetry.Recent.Next);
    }

    [Fact]
    public void Durations_FallIntoTheirBuckets()
    {
        foreach (var milliseconds in new[] { -5, 0.5, 0.6, 70_000 })
        {
            _telemetry.RequestFinished(Requests.Record(milliseconds: milliseconds));
        }

        var snapshot = _telemetry.Durations;
        Assert.Equal(2, snapshot.Cumulative[0]);
        Assert.Equal(3, snapshot.Cumulative[1]);
        Assert.Equal(3, snapshot.Cumulative[^1]);
        Assert.Equal(4, snapshot.Count);
        Assert.Equal(70.0011, snapshot.Sum, 6);
    }

    [Fact]
    public void CorruptValues_AreCountedSomewhereAndHarmNothing()
    {
        _telemetry.EdgeError((EdgeStage)1000);
        _telemetry.LimitReached((LimitReason)(-1));
        _telemetry.RequestFinished(Requests.Record(verdict: (Verdict)77, status: 12345));
        Assert.Equal(1, _telemetry.EdgeErrors(EdgeStage.Unset));
        Assert.Equal(1, _telemetry.LimitsReached(LimitReason.Unset));
        Assert.Equal(1, Counters(EdgeTelemetry.NoSite).Requests(Verdict.Unset, VisitorClass.Unscored));
    }

    [Fact]
    public async Task Counting_FromManyThreads_LosesNothing()
    {
        _telemetry.Configure([Site("shop")]);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                _telemetry.ConnectionOpened();
                _telemetry.RequestFinished(Requests.Record());
                _telemetry.ConnectionClosed();
            }
        })));
        Assert.Equal(40_000, Counters("shop").Requests());
        Assert.Equal(40_000, _telemetry.ConnectionsTotal);
        Assert.Equal(0, _telemetry.Connections);
    }

    [Fact]
    public async Task Counting_AllocatesNothing()
    {
        _telemetry.Configure([Site("shop")]);
        var record = Requests.Record();
        var allocated = await Task.Run(() =>
        {
            Count(record);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                Count(record);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Assert.Equal(0, allocated);
    }

    private void Count(in RequestRecord record)
    {
        _telemetry.RequestFinished(in record);
        _telemetry.EdgeError(EdgeStage.Decide);
        _telemetry.LimitReached(LimitReason.BodyBytes);
        _telemetry.OriginError("shop");
        _telemetry.ConnectionOpened();
        _telemetry.ConnectionClosed();
    }

    private SiteCounters Counters(string id) => _telemetry.Sites.Single(site => site.Id == id);

    internal static SiteSettings Site(string id) => new()
    {
        Id = id,
        Hosts = ["*"],
        Origins = ImmutableArray<OriginSettings>.Empty,
    };
}
