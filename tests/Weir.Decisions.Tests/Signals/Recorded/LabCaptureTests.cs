using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Weir.Decisions.Signals;
using Weir.Decisions.Signals.Recorded;

namespace Weir.Decisions.Tests.Signals.Recorded;

/// <summary>The laboratory's captures, as they lie in the repository.</summary>
public sealed class LabCaptureTests
{
    private static readonly string[] Secret =
        ["cookie", "authorization", "proxy-authorization", "x-csrf-token"];

    [Fact]
    public void EveryLine_IsRead_AndBelongsToASession()
    {
        var sessions = Sessions();
        var seen = new Dictionary<string, int>();
        foreach (var request in Requests())
        {
            Assert.NotNull(request.Session);
            Assert.Contains(request.Session, sessions.Keys);
            Assert.Equal(request.Synthetic, sessions[request.Session].TryGetProperty("synthetic", out _));
            Assert.DoesNotContain("/probe/", request.Path);
            seen[request.Session] = seen.GetValueOrDefault(request.Session) + 1;
        }

        Assert.All(sessions, s => Assert.Equal(s.Value.GetProperty("requests").GetInt32(), seen[s.Key]));
        Assert.Equal(["bot", "person_proxy"], sessions.Values.Select(Class).Distinct().Order());
    }

    [Fact]
    public void NoSecret_AndNoQueryValue_IsInThem()
    {
        foreach (var request in Requests())
        {
            Assert.All(Secret, name => Assert.True(request.Header(name)?.All(c => c == 'x') ?? true, name));
            Assert.Equal(Masking.Query(request.Query), request.Query);
            if (request.Header("referer") is { } referer && referer.Contains('?'))
            {
                Assert.Equal(Masking.Value("referer", referer), referer);
            }
        }
    }

    [Fact]
    public void TheHost_TellsNothingOfTheClass() =>
        Assert.Single(Requests().Select(r => r.Host.Split(':')[0]).Distinct());

    [Fact]
    public void PeoplesBrowsers_NeverAdmitToBeDriven() => Assert.All(
        Sessions().Values.Where(s => Class(s) == "person_proxy" && !s.TryGetProperty("synthetic", out _)),
        s => Assert.False(s.GetProperty("admits_webdriver").GetBoolean()));

    [Fact]
    public void ResumedSessions_HaveTheStableFingerprintOfFreshOnes()
    {
        var resumed = 0;
        foreach (var session in Requests().Where(r => r.Connection.Hello is not null).GroupBy(r => r.Session))
        {
            var fresh = session.Where(r => r.Connection.Hello is { HasPreSharedKey: false })
                .Select(r => r.Connection.TlsStable).ToHashSet();
            foreach (var request in session.Where(r => r.Connection.Hello is { HasPreSharedKey: true }))
            {
                resumed++;
                Assert.True(fresh.Count != 1 || fresh.Contains(request.Connection.TlsStable), session.Key);
            }
        }

        Assert.True(resumed > 50, $"only {resumed} requests on resumed sessions");
    }

    [Fact]
    public void HellosPutTogether_HaveTheFingerprintsThatWerePublished()
    {
        var published = Published();
        var sessions = Sessions();
        var compared = 0;
        foreach (var request in Requests().Where(r => r is { Synthetic: true, Connection.Hello: not null }))
        {
            var session = sessions[request.Session ?? ""];
            if (Class(session) != "person_proxy"
                || request.Connection.Hello is not { HasPreSharedKey: false } hello
                || !published.TryGetValue(Key(session), out var expected)
                || hello.HasExtension(TlsNumbers.Padding) != expected.Padded)
            {
                continue;
            }

            Assert.Equal(expected.Ja4, request.Connection.Ja4);
            compared++;
        }

        Assert.True(compared > 500, $"only {compared} compared");
    }

    private static string Class(JsonElement session) => session.GetProperty("class").GetString() ?? "";

    private static string Key(JsonElement session)
    {
        var family = session.GetProperty("family").GetString() == "safari-published" ? "safari" : "chrome";
        var version = session.GetProperty("version").GetString();
        return $"{family}-{version} {session.GetProperty("system").GetString()}";
    }

    private static Dictionary<string, (string Ja4, bool Padded)> Published()
    {
        using var file = File.OpenRead(Corpora.FileOrSkip("browsers/clienthellos.jsonl.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var found = new Dictionary<string, (string, bool)>();
        while (text.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            var root = row.RootElement;
            var parts = (root.GetProperty("browser").GetString() ?? "").Split('-');
            var padded = root.GetProperty("extensions").EnumerateArray().Any(e => e.GetString() == "0015");

            // Safari's versions are told apart by their minor number as well, which sessions do not name.
            if (parts[1] == "chrome")
            {
                found[$"{parts[1]}-{parts[2]} {root.GetProperty("os").GetString()}"] =
                    (root.GetProperty("ja4_derived").GetString() ?? "", padded);
            }
        }

        return found;
    }

    private static Dictionary<string, JsonElement> Sessions() => File
        .ReadLines(Path.Combine(Folder(), "sessions.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement)
        .ToDictionary(s => s.GetProperty("session").GetString() ?? "");

    private static readonly Lazy<List<RecordedRequest>> All = new(() => [.. Read()]);

    // Outside of the lazy value, which would otherwise remember the skip as its failure.
    private static List<RecordedRequest> Requests() => Folder().Length > 0 ? All.Value : [];

    private static IEnumerable<RecordedRequest> Read()
    {
        foreach (var path in Directory.GetFiles(Folder(), "*.jsonl.gz").Order())
        {
            using var file = File.OpenRead(path);
            using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
            var reader = new CaptureReader();
            while (text.ReadLine() is { } line)
            {
                var status = reader.Read(Encoding.UTF8.GetBytes(line), out var request);
                Assert.True(
                    status is CaptureStatus.Request or CaptureStatus.Connection,
                    $"{Path.GetFileName(path)}: {status}: {line}");
                if (request is not null)
                {
                    yield return request;
                }
            }
        }
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        for (; folder is not null; folder = folder.Parent)
        {
            var captures = Path.Combine(folder.FullName, "lab", "captures");
            if (Directory.Exists(captures) && Directory.GetFiles(captures, "*.jsonl.gz").Length > 0)
            {
                return captures;
            }
        }

        Assert.Skip("no lab/captures beside this program: it was built away from its repository");
        return "";
    }
}
