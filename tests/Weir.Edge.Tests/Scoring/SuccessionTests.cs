using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Weir.Decisions.Verdicts;
using Weir.Edge.Configuration;
using Weir.Edge.Forwarding;
using Weir.Edge.Stages;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Scoring;

/// <summary>What a new configuration leaves of running sites: forwarders, and counts of rules.</summary>
public sealed class SuccessionTests
{
    private static readonly SiteSettings Shop = Gateway.Site("shop", new Uri("http://127.0.0.1:9000"));

    public static TheoryData<string> Decisions => ["rules", "mode", "on_unscored", "max_body", "hosts"];

    public static TheoryData<string> Ways => ["origins", "origin_host", "timeouts", "health"];

    [Theory]
    [MemberData(nameof(Decisions))]
    public void WhatTheForwarderDoesNotRead_LeavesItAsItIs(string what)
    {
        var made = new Made();
        var first = made.Next([], Shop);

        var next = made.Next(first.Sites, Changed(what));

        Assert.Same(first.Sites[0].Forwarder, next.Sites[0].Forwarder);
        Assert.NotSame(first.Sites[0], next.Sites[0]);
        Assert.Empty(next.Gone);
        Assert.Equal(1, made.Count);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void WhatTheForwarderReads_MakesAnother_AndTheOldOneGoesOnce(string what)
    {
        var made = new Made();
        var first = made.Next([], Shop);

        var next = made.Next(first.Sites, Changed(what));

        Assert.Same(first.Sites[0].Forwarder, Assert.Single(next.Gone));
        Assert.NotSame(first.Sites[0].Forwarder, next.Sites[0].Forwarder);
        Assert.Equal(2, made.Count);
    }

    [Fact]
    public void ASiteReadAgain_StaysTheSameObject_AndOneThatIsGoneGoes()
    {
        var made = new Made();
        var blog = Shop with { Id = "blog" };
        var first = made.Next([], Shop, blog);

        var next = made.Next(first.Sites, Shop with { Hosts = [.. Shop.Hosts], Origins = [.. Shop.Origins] });

        Assert.Same(first.Sites[0], Assert.Single(next.Sites));
        Assert.Same(first.Sites[1].Forwarder, Assert.Single(next.Gone));
    }

    [Fact]
    public async Task OverManyReloads_EveryForwarderIsDisposedExactlyOnce()
    {
        var made = new Made();
        var random = new Random(7);
        string[] changes = [.. Decisions.Select(c => c.Data), .. Ways.Select(c => c.Data), "nothing"];
        var sites = ImmutableArray<SiteRuntime>.Empty;
        for (var i = 0; i < 500; i++)
        {
            SiteSettings[] settings =
            [
                .. Enumerable.Range(0, 4).Where(_ => random.Next(4) > 0).Select(
                    id => Changed(changes[random.Next(changes.Length)]) with { Id = $"s{id}" }),
            ];
            var next = made.Next(sites, settings);
            foreach (var gone in next.Gone)
            {
                await gone.DisposeAsync();
            }

            sites = next.Sites;
            Assert.All(sites, site => Assert.Equal(0, ((Counted)site.Forwarder).Disposals));
        }

        foreach (var site in sites)
        {
            await site.Forwarder.DisposeAsync();
        }

        Assert.All(made.All, forwarder => Assert.Equal(1, forwarder.Disposals));
    }

    [Fact]
    public async Task AChangeOfRules_WhileARequestRuns_HurtsNothing()
    {
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var origin = RawOrigin.Start(async visit =>
        {
            await visit.ReadHeadAsync();
            asked.SetResult();
            await go.Task;
            await visit.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
        });
        var site = Gateway.Site("a", origin.Address) with { Rules = ScoringScene.Rules(Log("kept")) };
        await using var gateway = await Gateway.StartAsync(new LimitSettings(), site);
        var answer = RawClient.AskAsync(
            gateway.Port, "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
        await asked.Task;

        gateway.Apply(Gateway.Configure(
            new LimitSettings(), site with { Rules = ScoringScene.Rules(Log("new"), Log("kept")) }));

        // Read first: a complaint while the origin waits would wait for it.
        var (rules, origins) = (gateway.Node.Sites[0].Rules, gateway.Node.OpenOrigins);
        go.SetResult();

        Assert.Equal([("new", 0L), ("kept", 1)], rules.Select(rule => (rule.Id, rule.Fired)));
        Assert.Equal(1, origins);
        Assert.EndsWith("late", await answer, StringComparison.Ordinal);
        Assert.Equal(1, origin.Connections);

        gateway.Apply(Gateway.Configure(new LimitSettings()));
        await Until.TrueAsync(() => gateway.Node.OpenOrigins == 0, "the origin let go");
    }

    private static (string, string, RuleAction) Log(string id) => (id, "true", RuleAction.Log);

    private static SiteSettings Changed(string what) => what switch
    {
        "rules" => Shop with { Rules = ScoringScene.Rules(Log("a")) },
        "mode" => Shop with { Mode = SiteMode.Enforce },
        "on_unscored" => Shop with { OnUnscored = new UnscoredPolicy(UnscoredAction.Block) },
        "max_body" => Shop with { MaxBody = 5 },
        "hosts" => Shop with { Hosts = ["other.example"] },
        "origins" => Shop with { Origins = [.. Shop.Origins, .. Shop.Origins] },
        "origin_host" => Shop with { OriginHost = OriginHost.Origin },
        "timeouts" => Shop with { Timeouts = new OriginTimeouts { Idle = TimeSpan.FromSeconds(1) } },
        "health" => Shop with { Health = new HealthSettings { Failures = 9 } },
        _ => Shop,
    };

    /// <summary>The forwarders that were made, each of which counts its disposals.</summary>
    private sealed class Made
    {
        private readonly List<Counted> _all = [];

        public IReadOnlyList<Counted> All => _all;

        public int Count => _all.Count;

        public SiteSuccession Next(ImmutableArray<SiteRuntime> before, params SiteSettings[] settings) =>
            SiteSuccession.Of(before, [.. settings], _ =>
            {
                _all.Add(new Counted());
                return _all[^1];
            });
    }

    private sealed class Counted : ISiteForwarder
    {
        public int Disposals { get; private set; }

        public ImmutableArray<OriginState> Origins => [];

        public ValueTask<ForwardResult> ForwardAsync(HttpContext http, in ForwardHeaders headers) => default;

        public ValueTask DisposeAsync()
        {
            Disposals++;
            return default;
        }
    }
}
