using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Weir.Cli.Tests.Processes;

/// <summary>The sample site in a real Chromium, where there is one.</summary>
public sealed class BrowserTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task APageInChromium_IsWhole_AndItsRequestsShowTheBrowser()
    {
        var chromium = Find("chromium") ?? Find("chromium-browser");
        Assert.SkipWhen(chromium is null, "there is no chromium on the PATH");
        await using var weir = await WeirProcess.UpAsync(_scratch);

        var page = await DumpAsync(weir, chromium, $"https://localhost:{weir.Https.Port}/");

        Assert.Contains("Millrace Outfitters</title>", page, StringComparison.Ordinal);
        Assert.Contains("the sample site of Weir", page, StringComparison.Ordinal);
        using var admin = Clients.To(weir.Admin);
        var seen = await admin.JsonAsync("/api/requests?limit=100");
        var requests = new List<JsonElement>();
        foreach (var request in seen.EnumerateArray())
        {
            requests.Add(await admin.JsonAsync($"/api/requests/{request.GetProperty("id")}"));
        }

        // The page itself, and at least its style sheet and its script; without these it is not whole.
        var needed = new HashSet<string> { "/", "/assets/site.css", "/assets/site.js" };
        Assert.Subset(requests.Select(PathOf).ToHashSet(), needed);
        Assert.All(requests, request =>
        {
            // The browser goes once the page is there, and with it whatever else was still on its way.
            var left = !needed.Contains(PathOf(request))
                && request.GetProperty("fault").GetString() == "client";
            Assert.Equal(left ? 0 : 200, request.GetProperty("status").GetInt32());
            Assert.Equal("HTTP/2", request.GetProperty("protocol").GetString());

            // TLS 1.3 with a server name, and h2: the numbers differ from version to version.
            Assert.Matches(
                "^t13d[0-9]{4}h2_[0-9a-f]{12}_[0-9a-f]{12}$", request.GetProperty("ja4").GetString());
        });
    }

    private async Task<string> DumpAsync(WeirProcess weir, string chromium, string page)
    {
        var start = new ProcessStartInfo(chromium,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--ignore-certificate-errors", $"--user-data-dir={_scratch.In("profile")}", "--dump-dom", page,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var browser = Process.Start(start) ?? throw new InvalidOperationException("no process");
        try
        {
            var text = browser.StandardOutput.ReadToEndAsync(WeirProcess.Ct);
            var complaints = browser.StandardError.ReadToEndAsync(WeirProcess.Ct);
            await weir.Within(Task.WhenAll(text, complaints, browser.WaitForExitAsync(WeirProcess.Ct)));
            return await text;
        }
        finally
        {
            browser.Kill(entireProcessTree: true);
        }
    }

    private static string PathOf(JsonElement request) => request.GetProperty("path").GetString() ?? "";

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
