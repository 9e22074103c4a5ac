using System.Net;
using System.Text;
using System.Text.Json;
using Weir.Edge.Releasing;
using Weir.Edge.Tests.Support;
using Weir.Events.Transport;
using Weir.Releases;
using Weir.Releases.Lifecycle;
using Xunit;

namespace Weir.Edge.Tests.Releasing;

public sealed class ReleaseAdminTests : IAsyncLifetime
{
    private readonly FakeDesk _desk = new();
    private readonly FakeKeeper _keeper = new();
    private AdminRig? _rig;

    private AdminRig Rig => _rig ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() =>
        _rig = await AdminRig.StartAsync(releases: new ReleaseSources(_desk, _keeper, null));

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
        {
            await _rig.DisposeAsync();
        }
    }

    [Fact]
    public async Task Bundle_IsAcceptedWith202_AndItsId()
    {
        var (status, body) = await CallAsync("POST", "/api/releases", "bytes");
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(Hash256.Of("x"u8).ToString(), body.GetProperty("id").GetString());
        Assert.Equal("signals", body.GetProperty("layer").GetString());
        Assert.Equal(13, body.GetProperty("number").GetInt64());
        Assert.True(body.GetProperty("waiting").GetBoolean());
        Assert.Equal(["submit 5"], _desk.Asked);
    }

    [Fact]
    public async Task Refusal_IsAProblemWithGateAndReason()
    {
        _desk.Refusal = Refusal.Of(Gate.Validate, RefusalReason.DuplicateFeature, "agent.version twice");
        var (status, body) = await CallAsync("POST", "/api/releases", "bytes");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("validate", body.GetProperty("gate").GetString());
        Assert.Equal("DuplicateFeature", body.GetProperty("reason").GetString());
        Assert.Equal("agent.version twice", body.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("POST", "/api/rollback", """{"layer":"signals"}""", 202, "rollback signals")]
    [InlineData("POST", "/api/hold", """{"layer":"model","seconds":60}""", 200, "hold model 60")]
    [InlineData("DELETE", "/api/hold/model", "", 200, "release model")]
    [InlineData("POST", "/api/kill/module:model", """{"seconds":90}""", 200, "kill module:model 90")]
    [InlineData(
        "POST", "/api/kill/rule%3Ashop%2Fslow", """{"seconds":60}""", 200, "kill rule:shop/slow 60")]
    [InlineData("DELETE", "/api/kill/rule%3Ashop%2Flogin", "", 200, "revive rule:shop/login")]
    [InlineData("POST", "/api/root", "root", 202, "root 4")]
    public async Task Call_ReachesTheDesk(
        string method, string path, string content, int status, string asked)
    {
        Assert.Equal(status, (int)(await CallAsync(method, path, content)).Status);
        Assert.Equal([asked], _desk.Asked);
    }

    [Theory]
    [InlineData("rule:shop/solw", "site 'shop' runs no rule 'solw'; did you mean 'slow'?")]
    [InlineData("rule:shop/checkout", "site 'shop' runs no rule 'checkout'")]
    [InlineData("rule:shpo/slow", "no site 'shpo' runs here; did you mean 'shop'?")]
    public async Task RuleThatDoesNotRun_CannotBeSwitchedOff_AndTheDeskIsNotAsked(
        string target, string detail)
    {
        var (status, body) = await CallAsync(
            "POST", $"/api/kill/{Uri.EscapeDataString(target)}", """{"seconds":60}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(detail, body.GetProperty("detail").GetString());
        Assert.Empty(_desk.Asked);
    }

    [Theory]
    [InlineData("/api/rollback", "")]
    [InlineData("/api/rollback", "{")]
    [InlineData("/api/rollback", "[]")]
    [InlineData("/api/rollback", """{"layer":7}""")]
    [InlineData("/api/rollback", """{"layer":"unset"}""")]
    [InlineData("/api/rollback", """{"layer":"signals"} {}""")]
    [InlineData("/api/hold", """{"layer":"model"}""")]
    [InlineData("/api/hold", """{"layer":"model","seconds":-1}""")]
    [InlineData("/api/hold", """{"layer":"model","seconds":1e99}""")]
    [InlineData("/api/hold", """{"layer":"model","seconds":31536001}""")]
    [InlineData("/api/kill/module:model", """{"seconds":1.5}""")]
    [InlineData("/api/unquarantine", """{"hash":"ABC","reason":"x"}""")]
    public async Task BadCall_IsRefused_BeforeTheDesk(string path, string content)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync("POST", path, content)).Status);
        Assert.Empty(_desk.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodyAboveItsBound_IsRefused_BeforeTheDesk(bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/hold")
        {
            Content = new ByteArrayContent(new byte[(64 * 1024) + 1]),
        };
        request.Headers.TransferEncodingChunked = chunked;
        var response = await Rig.Unix.SendAsync(request, AdminRig.Ct);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains(
            "AdminBodyBytes", await response.Content.ReadAsStringAsync(AdminRig.Ct),
            StringComparison.Ordinal);
        Assert.Empty(_desk.Asked);
    }

    [Fact]
    public async Task WhatTheDeskDoesNotDo_IsAProblem()
    {
        _desk.Does = false;
        var (status, body) = await CallAsync("DELETE", "/api/hold/model", "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("not so", body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Status_TellsWhatRuns()
    {
        var at = Rig.Telemetry.Time.GetUtcNow();
        _desk.State = _desk.State with
        {
            Candidate = new CandidateState(Layer.Signals, 12, Hash256.Of("y"u8), at, 5, 1000),
            Made = _desk.State.Made.Add(Layer.Signals, at.AddSeconds(-60)),
            Refusals =
            [
                new RefusedRelease(at, Layer.Signals, 11, Hash256.Of("z"u8),
                    Refusal.Of(Gate.Validate, RefusalReason.DuplicateFeature, "twice")),
            ],
        };
        var (_, body) = await CallAsync("GET", "/api/status", "");
        Assert.Equal(12, body.GetProperty("active").GetProperty("signals").GetInt64());
        Assert.Equal(0, body.GetProperty("active").GetProperty("model").GetInt64());
        Assert.Equal(5, body.GetProperty("candidate").GetProperty("requests").GetInt64());
        Assert.Equal("DuplicateFeature", body.GetProperty("refusals")[0].GetProperty("reason").GetString());
        Assert.InRange(body.GetProperty("ages").GetProperty("signals").GetDouble(), 60, 6000);
        Assert.Equal(JsonValueKind.Null, body.GetProperty("ages").GetProperty("model").ValueKind);
        Assert.Equal("running", body.GetProperty("keeper").GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("""{"accepted":true,"number":12}""", "running")]
    [InlineData("""{"accepted":true,"number":13}""", "waiting")]
    [InlineData("""{"accepted":true,"number":11}""", "gone")]
    [InlineData("""{"accepted":false,"number":13}""", null)]
    [InlineData("""{"accepted":true,"number":"13"}""", null)]
    public async Task Build_TellsWhetherTheReleaseRunsOrWaits(string answer, string? state)
    {
        _keeper.Answer = answer;
        _desk.State = _desk.State with { Waiting = _desk.State.Waiting.Add(Layer.Signals, 13) };

        var (status, body) = await CallAsync("POST", "/api/features/build", "{}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(body.TryGetProperty("accepted", out _));
        Assert.Equal(state, body.GetProperty("state").GetString());
    }

    /// <summary>A time of day alone would read as one that ends when it began.</summary>
    [Fact]
    public async Task Page_TellsTheDay_WhereItIsNotToday()
    {
        var now = DateTimeOffset.UtcNow;
        _desk.State = _desk.State with
        {
            Switches = [new KillSwitch("layer:model", now.AddDays(-1), now.AddDays(2))],
            Holds = [new IntakeHold(Layer.Signals, now.AddDays(30), "operator", "asked for")],
        };

        var page = await Rig.Unix.GetStringAsync("/", AdminRig.Ct);

        Assert.Contains($"<td>{now.AddDays(2):yyyy-MM-dd HH:mm:ss}</td>", page, StringComparison.Ordinal);
        Assert.Contains($"switched off at {now.AddDays(-1):yyyy-MM-dd HH:mm:ss}<", page,
            StringComparison.Ordinal);
        Assert.Contains($"<td>{now.AddDays(30):yyyy-MM-dd HH:mm:ss}</td>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "6 events kept</p>")]
    [InlineData("2 days of files", "6 events kept; store: 2 days of files</p>")]
    public async Task Page_EndsTheKeepersLine_WhereThereIsNothingToSay(string detail, string line)
    {
        _keeper.View = _keeper.View with
        {
            Last = new KeeperReport(DateTimeOffset.UnixEpoch, "store", "", detail) { Events = 6 },
        };

        Assert.Contains(line, await Rig.Unix.GetStringAsync("/", AdminRig.Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeeperInTrouble_IsAnAlarmOfItsOwn_UntilItIsWell()
    {
        var well = _keeper.View;
        _keeper.View = well with { Problem = "it died three times" };
        _desk.State = _desk.State with
        {
            Alarms =
            [
                new Alarm("storage", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 2, "full"),
            ],
        };
        var (_, raised) = await CallAsync("GET", "/api/status", "");
        var page = await Rig.Unix.GetStringAsync("/", AdminRig.Ct);
        var metrics = await Rig.Unix.GetStringAsync("/metrics", AdminRig.Ct);
        _keeper.View = well with
        {
            Last = new KeeperReport(DateTimeOffset.UnixEpoch, "store", "", "")
            {
                Trouble = "the store: Full",
            },
        };
        var (_, changed) = await CallAsync("GET", "/api/status", "");
        _keeper.View = well;
        var (_, gone) = await CallAsync("GET", "/api/status", "");

        Assert.Equal(["storage", "keeper"], Keys(raised));
        Assert.Equal("it died three times", Keeper(raised).GetProperty("detail").GetString());
        Assert.Contains("<b>keeper</b>, 1 times", page, StringComparison.Ordinal);
        Assert.Contains("\nweir_release_alarms 2\n", metrics, StringComparison.Ordinal);
        Assert.Equal("the store: Full", Keeper(changed).GetProperty("detail").GetString());
        Assert.Equal(2, Keeper(changed).GetProperty("count").GetInt64());
        Assert.Equal(Since(raised), Since(changed));
        Assert.Equal(["storage"], Keys(gone));

        static JsonElement Keeper(JsonElement status) => status.GetProperty("alarms")[1];

        static string? Since(JsonElement status) => Keeper(status).GetProperty("since").GetString();

        static IEnumerable<string?> Keys(JsonElement status) => status.GetProperty("alarms")
            .EnumerateArray().Select(static a => a.GetProperty("key").GetString());
    }

    [Fact]
    public async Task Build_ThatWaits_SaysBehindWhat()
    {
        _keeper.Answer = """{"accepted":true,"number":13}""";
        var waiting = _desk.State with { Waiting = _desk.State.Waiting.Add(Layer.Signals, 13) };
        _desk.State = waiting;
        var (_, watched) = await CallAsync("POST", "/api/features/build", "{}");
        _desk.State = waiting with
        {
            Candidate = new CandidateState(
                Layer.Model, 4, Hash256.Of("y"u8), Rig.Telemetry.Time.GetUtcNow(), 5, 1000),
        };
        var (_, behind) = await CallAsync("POST", "/api/features/build", "{}");

        Assert.Equal("what was switched off and came back is watched first",
            watched.GetProperty("why").GetString());
        Assert.Equal("model 4 proves itself first, and has served 5 of 1000 requests",
            behind.GetProperty("why").GetString());
    }

    [Fact]
    public async Task Build_WhoseAnswerCannotBeRead_PassesAsItIs()
    {
        _keeper.Answer = "[1]";
        var (status, body) = await CallAsync("POST", "/api/features/build", "{}");
        Assert.Equal((HttpStatusCode.OK, JsonValueKind.Array), (status, body.ValueKind));
    }

    [Fact]
    public async Task Metrics_TellNumbersAndRefusals()
    {
        var page = await Rig.Unix.GetStringAsync("/metrics", AdminRig.Ct);
        Assert.Contains(
            "weir_release_number{layer=\"signals\",state=\"active\"} 12\n", page, StringComparison.Ordinal);
        Assert.Contains("weir_release_refused_total{gate=\"validate\",reason=\"DuplicateFeature\"} 7\n", page,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventStream_TellsWhatTheDeskDoes()
    {
        using var stream = new StreamReader(
            await Rig.Unix.GetStreamAsync("/api/events", AdminRig.Ct), Encoding.UTF8);
        await stream.ReadLineAsync(AdminRig.Ct);
        _desk.State = _desk.State with
        {
            History =
            [
                new DeskEvent(DateTimeOffset.UnixEpoch, DeskEventKind.Activated, Layer.Signals, 12, "new"),
            ],
        };
        string? line;
        do
        {
            line = await stream.ReadLineAsync(AdminRig.Ct);
        }
        while (line is not null && line != "event: release");

        var data = await stream.ReadLineAsync(AdminRig.Ct);
        Assert.Contains("\"kind\":\"activated\"", data, StringComparison.Ordinal);
        Assert.Contains("\"number\":12", data, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(
        string method, string path, string content)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (content.Length > 0)
        {
            request.Content = new StringContent(content);
        }

        var response = await Rig.Unix.SendAsync(request, AdminRig.Ct);
        var body = await response.Content.ReadAsStringAsync(AdminRig.Ct);
        return (response.StatusCode, JsonDocument.Parse(body).RootElement);
    }
}
