using System.Net;
using Weir.Decisions.Language.Fields;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Requests;
using Weir.Decisions.Signals.Windows;

namespace Weir.Decisions.Tests.Signals.Catalogue;

public sealed class RequestSignalsTests
{
    private static readonly RequestFields Fields = RequestFields.All;

    [Fact]
    public void Families_WriteTheirFields_InTheirOrder()
    {
        var signals = new RequestSignals();
        foreach (var request in new[] { Browsers.Chrome(), Browsers.PlainChrome(), new TestRequest() })
        {
            signals.Read(request);
            foreach (var family in RequestFields.Families)
            {
                var length = family.Fields.Length;
                Span<double> numbers = new double[length];
                numbers.Fill(-99);
                var texts = new string?[length];
                Array.Fill(texts, "not written");
                var writer = new SignalWriter(numbers, texts);
                family.Write(signals, ref writer);
                Assert.Equal(length, writer.At);
                for (var i = 0; i < length; i++)
                {
                    var written = texts[i] != "not written" || double.IsNaN(numbers[i]);
                    var text = family.Fields[i].Type == FieldType.Text;
                    Assert.True(written == text || double.IsNaN(numbers[i]), family.Fields[i].Name);
                }
            }
        }
    }

    [Fact]
    public void LiveFields_KnowEveryFieldOfRules() =>
        Assert.All(RuleFields.All, field => Assert.NotEqual(LiveField.Unset, LiveFields.Of(field.Name)));

    [Fact]
    public void Places_OfRuleFields_AreThoseOfTheirOwnCatalogue() =>
        Assert.Equal(RuleFields.Catalogue.Fields, Fields.Catalogue.Fields[..RuleFields.All.Length]);

    [Fact]
    public void Fields_OfARequest_AreReadUnderCloudflaresNames()
    {
        var request = new TestRequest("POST", "/a/b", "x=1&y=2", peer: IPAddress.Parse("192.0.2.7"))
            .With("User-Agent: u", "Cookie: c=1");
        var read = Read(request);
        Assert.Equal("POST", read.Text("http.request.method"));
        Assert.Equal("/a/b?x=1&y=2", read.Text("http.request.uri"));
        Assert.Equal("http://a.test/a/b?x=1&y=2", read.Text("http.request.full_uri"));
        Assert.Equal("u", read.Text("http.user_agent"));
        Assert.Equal("c=1", read.Text("http.cookie"));
        Assert.Equal("HTTP/1.1", read.Text("http.request.version"));
        Assert.Equal(0, read.Number("ssl"));
        Assert.Equal(Presence.Absent, read.Signals.Text(Place("http.referer"), out _));
        Assert.Equal(Presence.Present, read.Signals.Address(Place("ip.addr"), out var address));
        Assert.Equal(request.Peer, address);
        Assert.Equal((2, 2), (read.Number("path.depth"), read.Number("query.count")));
    }

    [Fact]
    public void Score_IsMissing_UntilItIsSet()
    {
        var signals = new RequestSignals();
        signals.Read(new TestRequest());
        Assert.Equal(Presence.Missing, signals.Number(Place("bot.score"), out _));
        Assert.Equal(Presence.Missing, signals.Bool(Place("bot.verified"), out _));
        (signals.Score, signals.VerifiedBot) = (12, true);
        Assert.Equal(Presence.Present, signals.Number(Place("bot.score"), out var score));
        Assert.Equal(12, score);
        Assert.Equal(Presence.Present, signals.Bool(Place("bot.verified"), out var verified));
        Assert.True(verified);
        signals.Read(new TestRequest());
        Assert.Equal(Presence.Missing, signals.Number(Place("bot.score"), out _));
    }

    [Theory]
    [InlineData("chrome", "chromium", "chromium")]
    [InlineData("firefox", "firefox", "firefox")]
    public void Signals_OfARealBrowser_AgreeThroughout(string browser, string tls, string h2)
    {
        var read = Read(browser == "chrome" ? Browsers.Chrome() : Browsers.Firefox());
        Assert.Equal((browser, tls, h2),
            (read.Text("agent.family"), read.Text("tls.looks_like"), read.Text("h2.looks_like")));
        Assert.Equal((1, 1), (read.Number("tls.agrees"), read.Number("h2.agrees")));
        Assert.Equal((1, 0), (read.Number("headers.order"), read.Number("headers.order_breaks")));
        Assert.Equal((0, 0), (read.Number("headers.absent"), read.Number("headers.unexpected")));
        Assert.Equal(0, read.Number("coherence.failed"));
        Assert.True(read.Number("coherence.made") >= 4);
        Assert.Equal(1, read.Number("request.navigation"));
    }

    [Fact]
    public void Signals_OfPlainHttp_AreMissingWhereTlsWouldTell()
    {
        var read = Read(Browsers.PlainChrome());
        var wire = Fields.Catalogue.Fields.Where(field => field.Name.Split('.')[0] is "tls" or "h2").ToList();
        Assert.True(wire.Count > 20);
        Assert.All(wire, field => Assert.True(read.IsMissing(field.Name), field.Name));
        Assert.Equal((1, 0, 0),
            (read.Number("headers.order"), read.Number("headers.absent"), read.Number("coherence.failed")));
        Assert.Equal(1, read.Number("headers.host_first"));
        Assert.Equal("title", read.Text("headers.casing"));
    }

    [Fact]
    public void Signals_OfAnUnknownOrder_AreMissing()
    {
        var read = Read(Browsers.PlainChrome().WithoutOrder());
        Assert.All(new[] { "headers.order", "headers.order_breaks", "headers.casing", "headers.host_first" },
            name => Assert.True(read.IsMissing(name), name));
    }

    [Fact]
    public void Signals_OfCurlWithAChromeAgent_DoNotAgree()
    {
        var connection = TestRequest.Over("curl", http2: true);
        var request = new TestRequest(http: HttpGeneration.Http2, connection: connection)
            .With($"user-agent: {Browsers.ChromeAgent}", "accept: */*");
        var read = Read(request);
        Assert.Equal((0, 0), (read.Number("tls.agrees"), read.Number("h2.agrees")));
        Assert.True(read.Number("headers.absent") >= 5, $"{read.Number("headers.absent")}");
        Assert.Equal("openssl", read.Text("tls.looks_like"));
    }

    [Fact]
    public void Windows_OfTheRequest_AreReadUnderTheirNames()
    {
        var windows = new TrafficWindows(seed: 1, new WindowSizes(64, 64, 64, 64));
        var (signals, readings) = (new RequestSignals(), new WindowReadings());
        var request = new TestRequest(path: "/a.css").With("User-Agent: u");
        windows.Arrive(RequestArrival.Of(request, windows.Hashes), 1_000, readings);
        windows.Arrive(RequestArrival.Of(request, windows.Hashes), 1_001, readings);
        signals.Read(request, readings);
        var read = new Reading(signals, Fields);
        Assert.Equal(2, read.Number("count(\"ip\", \"1m\")"));
        Assert.Equal(2, read.Number("count(\"user_agent\", \"10s\")"));
        Assert.Equal(1, read.Number("asset_share(\"ip\", \"10m\")"));
        Assert.True(read.IsMissing("count(\"tls\", \"1m\")"));
        signals.Read(request);
        Assert.True(read.IsMissing("count(\"ip\", \"1m\")"));
    }

    [Fact]
    public void Reading_AnotherRequest_KeepsNothingOfTheFirst()
    {
        var signals = new RequestSignals();
        signals.Read(Browsers.Chrome());
        var first = new Reading(signals, Fields);
        Assert.Equal("chrome", first.Text("agent.family"));
        signals.Read(new TestRequest());
        Assert.Equal("none", first.Text("agent.family"));
        Assert.True(first.IsMissing("tls.looks_like"));
        signals.Forget();
        Assert.Equal("none", first.Text("agent.family"));
    }

    [Fact]
    public void Reading_AllSignalsOfAnEstablishedConnection_AllocatesNothing()
    {
        var signals = new RequestSignals();
        RequestView[] requests =
            [Browsers.Chrome(), Browsers.Firefox(), Browsers.Safari(), Browsers.PlainChrome()];
        long allocated = 0;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var request in requests)
            {
                ReadAll(signals, request);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Catalogue_HasAbout60Signals_EachDescribedOnce()
    {
        var signals = RequestFields.Families.ToArray().SelectMany(family => family.Fields).ToList();
        Assert.InRange(signals.Count, 60, 100);
        Assert.All(signals, field => Assert.EndsWith(".", field.Description));
        Assert.Equal(signals.Count, signals.Select(field => field.Description).Distinct().Count());
    }

    private static void ReadAll(RequestSignals signals, RequestView request)
    {
        signals.Read(request);
        var fields = Fields.Catalogue.Fields;
        for (var place = RuleFields.All.Length; place < fields.Length; place++)
        {
            _ = fields[place].Type switch
            {
                FieldType.Bool => signals.Bool(place, out _),
                FieldType.Number => signals.Number(place, out _),
                FieldType.Text => signals.Text(place, out _),
                FieldType.Address => signals.Address(place, out _),
                FieldType.Unset => Presence.Missing,
                _ => Presence.Missing,
            };
        }
    }

    private static int Place(string name)
    {
        Assert.True(Fields.Catalogue.TryFind(name, out var place), name);
        return place;
    }

    private static Reading Read(TestRequest request)
    {
        var signals = new RequestSignals();
        signals.Read(request);
        return new Reading(signals, Fields);
    }
}
