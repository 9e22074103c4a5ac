using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Weir.Cli.Tests;

public sealed partial class SampleSiteTests(SampleSiteFixture site) : IClassFixture<SampleSiteFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryLink_LeadsSomewhere()
    {
        using var client = site.Client();
        var seen = new HashSet<string>();
        var queue = new Queue<string>(["/", "/sitemap.xml"]);
        var pages = 0;
        while (queue.TryDequeue(out var path))
        {
            if (!seen.Add(path) || path.StartsWith("/events", StringComparison.Ordinal))
            {
                continue;
            }

            using var response = await client.GetAsync(path, Stop);
            Assert.True((int)response.StatusCode is 200 or 303, $"{path}: {response.StatusCode}");
            var text = await response.Content.ReadAsStringAsync(Stop);
            if (response.Content.Headers.ContentType?.MediaType == "text/html")
            {
                pages++;
                var policy = response.Headers.NonValidated["Content-Security-Policy"].ToString();
                Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
                Assert.DoesNotMatch("(src|href)=\"(https?:)?//", text);
                Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
            }

            foreach (Match link in Links().Matches(text))
            {
                queue.Enqueue(WebUtility.HtmlDecode(link.Groups[1].Value));
            }
        }

        Assert.InRange(pages, 20, 40);
    }

    [Theory]
    [InlineData("/nope", 404)]
    [InlineData("/shop/nope", 404)]
    [InlineData("/status/503", 503)]
    [InlineData("/status/100", 400)]
    [InlineData("/status/600", 400)]
    [InlineData("/bytes/1073741825", 400)]
    [InlineData("/bytes/-1", 400)]
    [InlineData("/ws", 426)]
    [InlineData("/api/products/nope", 404)]
    [InlineData("/slow?ms=1", 200)]
    [InlineData("/robots.txt", 200)]
    public async Task Get_AnswersItsStatus(string path, int status)
    {
        using var client = site.Client();
        using var response = await client.GetAsync(path, Stop);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task WrongMethod_Is405_WithAllow()
    {
        using var client = site.Client();
        using var response = await client.DeleteAsync("/about", Stop);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Typed_IsNeverMarkup()
    {
        const string Evil = "\"><script>alert(1)</script>{{main}}";
        using var client = site.Client();
        using var contact = Form(("name", Evil), ("message", ""));
        using var login = Form(("name", Evil), ("password", "wrong"));
        string[] answers =
        [
            await client.GetStringAsync($"/search?q={Uri.EscapeDataString(Evil)}", Stop),
            await TextAsync(client, "/contact", contact, 422),
            await TextAsync(client, "/login", login, 401),
        ];

        Assert.All(answers, page =>
        {
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        });
        var map = await site.RawAsync(
            "GET /sitemap.xml HTTP/1.1\r\nHost: a\"<evil>\r\nConnection: close\r\n\r\n");
        Assert.DoesNotContain("<evil", map, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_RedirectsAfterPost()
    {
        using var client = site.Client();
        using var form = Form(("name", "Ann"), ("message", "Hello"));
        using var response = await client.PostAsync("/contact", form, Stop);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/thanks", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Login_OpensTheAccount_AndLogoutClosesIt()
    {
        using var client = site.Client();
        using var form = Form(("name", "Ann <b>"), ("password", "river"));
        using var login = await client.PostAsync("/login", form, Stop);
        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);

        var page = await client.GetStringAsync("/account", Stop);
        Assert.Contains("Hello, Ann &lt;b&gt;", page, StringComparison.Ordinal);

        using var logout = await client.PostAsync("/logout", null, Stop);
        using var account = await client.GetAsync("/account", Stop);
        Assert.Equal("/login", account.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Api_KeepsAnEnquiry()
    {
        const string Path = "/api/enquiries";
        using var client = site.Client();
        using var posted = await client.PostAsJsonAsync(Path, new { name = "Ann", message = "<hi>" }, Stop);
        using var bad = await client.PostAsync(Path, new StringContent("[1]"), Stop);
        using var large = await client.PostAsync(Path, new ByteArrayContent(new byte[20_000]), Stop);

        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        var kept = await client.GetFromJsonAsync<JsonElement>(posted.Headers.Location, Stop);
        Assert.Equal("<hi>", kept.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Upload_CountsWhileItStreams()
    {
        using var client = site.Client();
        const int Pieces = 512;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/upload?digest=sha256")
        {
            Content = new StreamContent(new Repeated(new byte[64 * 1024], Pieces)),
        };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var response = await client.SendAsync(request, Stop);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal(Pieces * 64L * 1024, answer.GetProperty("bytes").GetInt64());
        Assert.Equal(64, answer.GetProperty("sha256").GetString()?.Length);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(grown, long.MinValue, 16 * 1024 * 1024);
    }

    [Fact]
    public async Task Bytes_AreAsManyAsAskedFor()
    {
        using var client = site.Client();

        Assert.Equal(200_001, (await client.GetByteArrayAsync("/bytes/200001", Stop)).Length);
    }

    [Fact]
    public async Task Events_ArriveOneByOne()
    {
        using var client = site.Client();
        await using var stream = await client.GetStreamAsync("/events?ms=10&count=3", Stop);
        using var reader = new StreamReader(stream);
        var text = await reader.ReadToEndAsync(Stop);

        Assert.Equal(3, text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("id: 0\nevent: level\ndata: {", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WebSocket_Echoes_AndCloses()
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("shout");
        await socket.ConnectAsync(new Uri($"ws://{site.Address}/ws"), Stop);
        Assert.Equal("shout", socket.SubProtocol);
        var sent = Encoding.UTF8.GetBytes(new string('h', 40_000));
        await socket.SendAsync(sent, WebSocketMessageType.Text, endOfMessage: true, Stop);

        var buffer = new byte[1 << 16];
        var count = 0;
        WebSocketReceiveResult piece;
        do
        {
            var rest = new ArraySegment<byte>(buffer, count, buffer.Length - count);
            piece = await socket.ReceiveAsync(rest, Stop);
            count += piece.Count;
        }
        while (!piece.EndOfMessage);

        Assert.Equal(sent, buffer[..count]);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", Stop);
        Assert.Equal(WebSocketState.Closed, socket.State);
    }

    [Fact]
    public async Task Asset_IsNotSentTwice()
    {
        using var client = site.Client();
        using var first = await client.GetAsync("/assets/site.css", Stop);
        Assert.NotNull(first.Headers.ETag);
        client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag);
        using var second = await client.GetAsync("/assets/site.css", Stop);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [GeneratedRegex("(?:href=\"|src=\"|<loc>http://[0-9.:]+)(/[^\"<]*)")]
    private static partial Regex Links();

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private static async Task<string> TextAsync(HttpClient client, string path, HttpContent form, int status)
    {
        using var response = await client.PostAsync(path, form, Stop);
        Assert.Equal(status, (int)response.StatusCode);
        return await response.Content.ReadAsStringAsync(Stop);
    }
}
