using System.Collections.Immutable;
using Weir.Decisions.Language.Compilation;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Verdicts;
using Weir.Edge.Configuration;
using Weir.Edge.Stages;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Weir.Events.Queue;
using Xunit;

namespace Weir.Edge.Tests.Scoring;

/// <summary>
/// A gateway with the model that comes with the program, in front of an origin that answers 404 below
/// <c>/gone</c> and 200 elsewhere. It has one visitor over HTTP/1.1, who keeps the connection.
/// </summary>
internal sealed class ScoringScene : IAsyncDisposable
{
    public const string Curl = "User-Agent: curl/8.5.0\r\nAccept: */*\r\n";

    /// <summary>As Chrome asks over plain HTTP: no client hints, no Sec-Fetch, fewer encodings.</summary>
    public const string Chrome =
        "Connection: keep-alive\r\nUpgrade-Insecure-Requests: 1\r\n"
        + "User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        + "Chrome/141.0.0.0 Safari/537.36\r\n"
        + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
        + "Accept-Encoding: gzip, deflate\r\nAccept-Language: en-US,en;q=0.9\r\n";

    private RawVisit? _visit;

    private ScoringScene(RawOrigin origin, Gateway gateway) => (Origin, Gateway) = (origin, gateway);

    public RawOrigin Origin { get; }

    public Gateway Gateway { get; }

    public static ScoringPlan Shipped
    {
        get
        {
            Assert.True(ShippedModel.Plan().Try(out var plan, out var fault), fault.Detail);
            return plan;
        }
    }

    public static async Task<ScoringScene> StartAsync(
        Func<SiteSettings, SiteSettings>? site = null,
        bool scoring = true,
        Action<EdgeStage, GatewayRequest>? entering = null,
        TimeProvider? time = null,
        EventQueue? events = null)
    {
        var origin = RawOrigin.Start(async visit =>
        {
            while (await visit.ReadHeadAsync() is { } head)
            {
                var status = head.StartsWith("GET /gone", StringComparison.Ordinal) ? "404 Gone" : "200 OK";
                await visit.SendAsync($"HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\nok");
            }
        });
        var settings = Gateway.Site("a", origin.Address);
        var gateway = await Gateway.StartAsync(
            Gateway.Configure(new LimitSettings(), site is null ? settings : site(settings)),
            entering, scoring ? Shipped : null, time, events);
        return new ScoringScene(origin, gateway);
    }

    /// <summary>Rules as <c>weir.yaml</c> would have them.</summary>
    public static RuleSet Rules(params (string Id, string When, RuleAction Then)[] rules) =>
        new([.. rules.Select(r => Rule(r.Id, r.When, r.Then))]);

    public static Rule Rule(
        string id, string when, RuleAction then, long expires = Decisions.Verdicts.Rule.Never)
    {
        Assert.True(ExpressionCompiler.Condition(when, RequestFields.All.Catalogue)
            .Try(out var condition, out var error), $"{error}");
        return new Rule(id, condition, then, expires);
    }

    /// <summary>One more GET over the same connection.</summary>
    public async Task<Told> AskAsync(string path = "/", string fields = Curl)
    {
        _visit ??= await RawClient.ConnectAsync(Gateway.Port);
        var before = Origin.Heads.Count;
        await _visit.SendAsync($"GET {path} HTTP/1.1\r\nHost: a.example\r\n{fields}\r\n");
        var answer = await RawAnswer.ReadAsync(_visit);
        Assert.NotNull(answer);
        return await ToldAsync(answer.Status, answer.RequestId, before);
    }

    /// <summary>One GET over HTTP/2, on a connection of its own.</summary>
    public async Task<Told> AskHttp2Async(string path = "/", string fields = Curl)
    {
        var before = Origin.Heads.Count;
        var http2 = await RawHttp2.OpenAsync(Gateway.H2Port);
        string[] lines =
        [
            .. fields.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(": ", 2))
                .Where(line => line[0] != "Connection")
                .Select(line => $"{line[0].ToLowerInvariant()}: {line[1]}"),
        ];
        await http2.SendAsync(RawHttp2.HeadersOf(1, RawHttp2.Get(path, fields: lines)));
        var answer = await http2.AnswerAsync(1);
        http2.Close();
        return await ToldAsync(answer.Status, answer.RequestId, before);
    }

    /// <summary>What the site's rules came to: id, fired and missing.</summary>
    public ImmutableArray<(string Id, long Fired, long Missing)> Counts() =>
        [.. Gateway.Node.Sites[0].Rules.Select(rule => (rule.Id, rule.Fired, rule.Missing))];

    public async ValueTask DisposeAsync()
    {
        _visit?.Close();
        await Gateway.DisposeAsync();
        await Origin.DisposeAsync();
    }

    private async Task<Told> ToldAsync(int status, string? id, int before)
    {
        var record = await Gateway.RecordAsync(id);
        var heads = Origin.Heads;
        return new Told(status, record, heads.Count > before ? heads[^1] : null);
    }
}

/// <summary>One request: its answer, its record, and what the origin was told, null where nothing.</summary>
internal sealed record Told(int Status, RequestRecord Record, string? Head)
{
    public Decision Decision => Record.Decision;

    /// <returns>What the origin was told in this header, or null.</returns>
    public string? Ours(string name) => Head is null ? null : new RawAnswer(Head, "").Field(name);
}
