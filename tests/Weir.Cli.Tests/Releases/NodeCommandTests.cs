using Weir.Releases;
using Xunit;

namespace Weir.Cli.Tests.Releases;

/// <summary>
/// Commands to a running node, against a socket that speaks as the admin server does: what is asked, what is
/// told, and what is said when it is refused.
/// </summary>
public sealed class NodeCommandTests : IAsyncLifetime
{
    private const string Section = "c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00";

    private const string Done = """{"done":true,"detail":"It is done."}""";

    private StubNode? _started;

    private StubNode Node => _started ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _started = await StubNode.StartAsync();

    public ValueTask DisposeAsync() => Node.DisposeAsync();

    public static TheoryData<string, string, string> Changes => new()
    {
        { "hold model --for 1h", "POST /api/hold", """{"layer":"model","seconds":3600}""" },
        { "hold signals --release", "DELETE /api/hold/signals", "" },
        { "hold signals --end", "DELETE /api/hold/signals", "" },
        { "kill module:scoring --for 10m", "POST /api/kill/module%3Ascoring", """{"seconds":600}""" },
        { "kill rule:shop/login --for 7d", "POST /api/kill/rule%3Ashop%2Flogin", """{"seconds":604800}""" },
        { "kill layer:model --end", "DELETE /api/kill/layer%3Amodel", "" },
        {
            $"release unquarantine {Section} --reason mended\"", "POST /api/unquarantine",
            $$"""{"hash":"{{Section}}","reason":"mended\u0022"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task AChange_IsAsked_AndTheNodesOwnWordsAreTold(string line, string call, string body)
    {
        Node.Answers(call, Done);

        var run = await Node.WeirAsync(line);

        Assert.Equal((0, "It is done.\n", ""), (run.Code, run.Output, run.Error));
        Assert.Equal((call, body), (Node.OnlyCall.Line, Node.OnlyCall.Text));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task AChange_ForAProgram_IsTheNodesAnswer(string line, string call, string body)
    {
        Node.Answers(call, Done);

        var run = await Node.WeirAsync($"{line} --json");

        Assert.Equal((0, Done + "\n", ""), (run.Code, run.Output, run.Error));
        Assert.Equal(body, Node.OnlyCall.Text);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task AChange_ThatIsRefused_Exits1_WithTheReason(string line, string call, string body)
    {
        Node.Answers(call, """{"title":"Not done","status":422,"detail":"No, because of this."}""", 422);

        var run = await Node.WeirAsync(line);

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.EndsWith(": No, because of this.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(body, Node.OnlyCall.Text);
    }

    [Theory]
    [InlineData("hold model --for 1h")]
    [InlineData("hold --list")]
    [InlineData("kill --list")]
    [InlineData("release list")]
    [InlineData("release rollback model")]
    public async Task WithoutANode_Exits1_NamingTheSocket(string line)
    {
        var nowhere = Path.Combine(Node.Data, "nobody");

        var run = await Run.Weir($"{line} --data {nowhere}");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains($"no node answers on {nowhere}/admin.sock", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_SendsTheFile_AndSaysThatItIsActive()
    {
        var file = Bundle([1, 2, 3, 255]);
        Node.Answers("POST /api/releases",
            $$"""{"id":"{{Section}}","layer":"model","number":4,"waiting":false}""", 202);

        var run = await Node.WeirAsync($"release publish {file}");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("model 4 passed every gate and is active;", run.Output, StringComparison.Ordinal);
        Assert.Contains(Section, run.Output, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 255], Node.OnlyCall.Body);
    }

    [Fact]
    public async Task Publish_BehindACandidate_SaysThatItWaits()
    {
        Node.Answers("POST /api/releases",
            $$"""{"id":"{{Section}}","layer":"signals","number":9,"waiting":true}""", 202);

        var run = await Node.WeirAsync($"release publish {Bundle([1])}");

        Assert.Equal(0, run.Code);
        Assert.StartsWith("signals 9 waits until the candidate", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_Refused_NamesGateAndReason_AndTheNextStep()
    {
        Node.Answers("POST /api/releases",
            """{"status":422,"detail":"layer is held","gate":"verify","reason":"IntakeHeld"}""", 422);
        using var folder = new Folder();
        var bundle = folder.Bundle("r.weir", Layer.Model, ("trees", [1]));

        var known = await Node.WeirAsync($"release publish {bundle}");
        var unknown = await Node.WeirAsync($"release publish {Bundle([1])}");

        Assert.Equal((1, "", 1, ""), (known.Code, known.Output, unknown.Code, unknown.Output));
        Assert.Equal(
            "weir release publish: refused at verify: IntakeHeld: layer is held\n"
            + $"To take releases of the layer again: weir hold model --release --data {Node.Data}\n",
            known.Error);
        Assert.Contains("weir hold LAYER --release", unknown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Replayed", "number 4 does not exceed 5, which waits",
        "Build it again with the next number, which 'weir release build' takes from the running node.\n")]
    [InlineData("Replayed", "number 4 does not exceed 4, the last one verified",
        "Build it again with the next number, which 'weir release build' takes from the running node.\n")]
    [InlineData("Unsigned", "no signature at all",
        "Sign it: weir release sign FILE --key NAME --data DATA\n")]
    public async Task Publish_Refused_AdvisesWhatHelps(string reason, string detail, string advice)
    {
        var file = Bundle([1]);
        Node.Answers("POST /api/releases",
            $$"""{"status":422,"detail":"{{detail}}","gate":"verify","reason":"{{reason}}"}""", 422);

        var run = await Node.WeirAsync($"release publish {file}");

        Assert.Equal(
            $"weir release publish: refused at verify: {reason}: {detail}\n"
            + advice.Replace("FILE", file, StringComparison.Ordinal)
                .Replace("DATA", Node.Data, StringComparison.Ordinal), run.Error);
    }

    [Fact]
    public async Task Publish_RefusedAtReconcile_SaysSoOnce()
    {
        Node.Answers("POST /api/releases",
            """{"status":422,"detail":"too many","gate":"reconcile","reason":"Reconcile"}""", 422);

        var run = await Node.WeirAsync($"release publish {Bundle([1])}");

        Assert.Equal("weir release publish: refused at reconcile: too many\n", run.Error);
    }

    [Fact]
    public async Task Explain_TellsWhatWasSwitchedOffThen()
    {
        const string id = "01JBX2M7Q9T0V3W4X5Y6Z7A8B9";
        Node.Answers($"GET /api/requests/{id}", """
            {"id":"01JBX2M7Q9T0V3W4X5Y6Z7A8B9","at":"2026-06-01T12:00:00.5Z","site":"shop","method":"GET",
             "path":"/","status":200,"score":40,"source":"model","class":"likely_human","verdict":"forward",
             "enforced":"forward","explanation":null}
            """);
        Node.Answers("GET /api/status", """
            {"switches":[{"target":"rule:shop/login","since":"2026-06-01T11:00:00Z","until":"u"},
                         {"target":"rule:blog/login","since":"2026-06-01T11:00:00Z","until":"u"},
                         {"target":"module:traffic","since":"2026-06-01T12:00:00Z","until":"v"},
                         {"target":"module:model","since":"2026-06-01T12:00:01Z","until":"u"}]}
            """);

        var run = await Node.WeirAsync($"explain {id}");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.EndsWith(
            "\nverdict   forward, enforced forward\n"
            + "off       rule:shop/login was switched off then, until u\n"
            + "off       module:traffic was switched off then, until v\n", run.Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"status":422,"detail":"twice","gate":"validate","reason":"DuplicateFeature"}""", true)]
    [InlineData("no JSON", false)]
    public async Task Publish_Refused_GivesAProgramTheProblem(string body, bool told)
    {
        Node.Answers("POST /api/releases", body, 422);

        var run = await Node.WeirAsync($"release publish {Bundle([1])} --json");

        Assert.Equal((1, told ? $"{body}\n" : ""), (run.Code, run.Output));
        Assert.StartsWith("weir release publish: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_OfNoFile_AsksNobody()
    {
        var run = await Node.WeirAsync("release publish no-such.weir");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Equal("weir release publish: there is no file 'no-such.weir'\n", run.Error);
        Assert.Empty(Node.Calls);
    }

    [Fact]
    public async Task Rollback_NamesTheLayer()
    {
        Node.Answers("POST /api/rollback",
            $$"""{"id":"{{Section}}","layer":"signals","number":12,"waiting":false}""", 202);

        var run = await Node.WeirAsync("release rollback signals");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal("""{"layer":"signals"}""", Node.OnlyCall.Text);
    }

    [Fact]
    public async Task HoldList_IsATable_OrTheHoldsAlone()
    {
        Node.Answers("GET /api/status",
            """{"active":{},"holds":[{"layer":"model","until":"2026-06-01","by":"node","why":"w"}]}""");

        var text = await Node.WeirAsync("hold --list");
        var json = await Node.WeirAsync("hold --list --json");

        Assert.Equal(
            "LAYER  UNTIL       BY    WHY\nmodel  2026-06-01  node  w\n", text.Output);
        Assert.Equal(
            """[{"layer":"model","until":"2026-06-01","by":"node","why":"w"}]""" + "\n", json.Output);
    }

    [Fact]
    public async Task KillList_IsATable_AndSaysWhereThereIsNothing()
    {
        Node.Answers("GET /api/status", """{"switches":[]}""");
        var none = await Node.WeirAsync("kill --list");
        Node.Answers("GET /api/status",
            """{"switches":[{"target":"layer:model","since":"a","until":"b"}]}""");
        var one = await Node.WeirAsync("kill --list");
        var json = await Node.WeirAsync("kill --list --json");

        Assert.Equal("""[{"target":"layer:model","since":"a","until":"b"}]""" + "\n", json.Output);
        Assert.Equal("Nothing is switched off.\n", none.Output);
        Assert.Equal("TARGET       SINCE  UNTIL\nlayer:model  a      b\n", one.Output);
    }

    [Fact]
    public async Task ReleaseList_TellsAllOfIt_AndNothingThatMovesTheCursor()
    {
        Node.Answers("GET /api/releases", $$"""
            {"active":{"model":3,"signals":12},
             "proven":[{"model":3,"signals":11,"at":"2026-06-01T11:00:00Z"}],
             "candidate":{"layer":"signals","number":12,"since":"s","requests":4,"needs":1000},
             "waiting":{"signals":13},
             "refusals":[{"at":"r","layer":"model","number":0,"hash":null,"gate":"read",
                          "reason":"WrongMagic","detail":"a\u001b[2Jb"},
                         {"at":"r","layer":"signals","number":9,"hash":"{{Section}}","gate":"reconcile",
                          "reason":"Reconcile","detail":"d"}],
             "history":[{"at":"h","kind":"Activated","layer":"signals","number":12,"detail":"d"}],
             "quarantine":[{"hash":"{{Section}}","why":"faults","at":"q"}]}
            """);

        var run = await Node.WeirAsync("release list");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith(
            "active     model 3, signals 12, lists none, policy none\n"
            + "proven     model 3, signals 11, lists none, policy none  2026-06-01T11:00:00Z\n"
            + "candidate  signals 12 since s: proven after 60 s and 4 of 1000 requests, or after 10 minutes\n"
            + "waiting    signals 13\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\nr   model +-  +read: WrongMagic  - {65}a\\u001b\[2Jb\n", run.Output);
        Assert.Contains($"\nr   signals  9       Reconcile         {Section}  d\n", run.Output,
            StringComparison.Ordinal);
        Assert.Contains($": weir release inspect {Node.Data}/refused/HASH.weir\n", run.Output,
            StringComparison.Ordinal);
        Assert.Contains($"\n{Section}  q   faults\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nh   Activated  signals  12      d\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReleaseList_OfAFreshNode_SaysEmbedded()
    {
        Node.Answers("GET /api/releases",
            """{"active":{"model":0,"signals":0,"lists":0,"policy":0},"proven":[],"candidate":null}""");

        var run = await Node.WeirAsync("release list");

        Assert.Equal("active     model embedded, signals none, lists none, policy none\n", run.Output);
    }

    [Theory]
    [InlineData("\"state\":\"running\"", "running", "")]
    [InlineData("\"state\":\"waiting\",\"why\":\"model 4 proves itself\"", "waiting",
        "Model 4 proves itself. 'weir release list' shows when it runs.\n")]
    [InlineData("\"state\":\"gone\",\"why\":\"taken back\"", "not running any more",
        "Taken back. 'weir release list' shows why.\n")]
    [InlineData("\"state\":null", "accepted", "'weir release list' shows whether it runs.\n")]
    public async Task FeaturesBuild_SaysWhatBecameOfTheRelease(string state, string stands, string next)
    {
        var answer = $$"""{"accepted":true,"number":9,"events":5,"features":3,"rows":2,{{state}}}""";
        Node.Answers("POST /api/features/build", answer);

        var text = await Node.WeirAsync("features build");
        var json = await Node.WeirAsync("features build --json");

        Assert.Equal((0, ""), (text.Code, text.Error));
        Assert.Equal(
            $"Signals 9 built and {stands}: 5 events, 3 features, 2 rows of traffic.\n{next}", text.Output);
        Assert.Equal((0, answer + "\n"), (json.Code, json.Output));
    }

    [Fact]
    public async Task FeaturesBuild_OfAHeldLayer_SaysHowToEndTheHold()
    {
        Node.Answers("POST /api/features/build",
            """{"built":false,"accepted":false,"reason":"IntakeHeld","detail":"signals are held"}""");

        var run = await Node.WeirAsync("features build");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Equal(
            "weir features build: not built: IntakeHeld: signals are held\n"
            + $"To take releases of the layer again: weir hold signals --release --data {Node.Data}\n",
            run.Error);
    }

    [Theory]
    [InlineData("hold model", "say one of LAYER --for TIME")]
    [InlineData("hold --for 1h", "say one of LAYER --for TIME")]
    [InlineData("hold model --list", "say one of LAYER --for TIME")]
    [InlineData("hold modle --for 1h", "there is no layer 'modle'; did you mean 'model'?")]
    [InlineData("hold model --for 1x", "--for: expected a duration, found '1x'")]
    [InlineData("hold model --for 60d", "--for: 60d is longer than 30d, the most")]
    [InlineData("kill layer:model --for 5s", "--for: 5s is shorter than 1m, the least")]
    [InlineData("kill layer:model --for 30d", "--for: 30d is longer than 7d, the most")]
    [InlineData("hold model --for 10ms", "--for: 10ms is no time in whole seconds")]
    [InlineData("kill scoring --for 1m",
        "there is no 'scoring' to switch off; did you mean 'module:scoring'?")]
    [InlineData("kill rule:shop --for 1m", "there is no 'rule:shop' to switch off")]
    [InlineData("kill layer:model", "say one of TARGET --for TIME")]
    [InlineData("release rollback", "LAYER")]
    [InlineData("release unquarantine abc --reason x", "'abc' is no hash")]
    [InlineData("release unquarantine", "--reason")]
    public async Task WrongUsage_Exits2_AndAsksNobody(string line, string reason)
    {
        var run = await Node.WeirAsync(line);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Empty(Node.Calls);
    }

    private string Bundle(byte[] content)
    {
        var file = Path.Combine(Node.Data, "r.weir");
        File.WriteAllBytes(file, content);
        return file;
    }
}
