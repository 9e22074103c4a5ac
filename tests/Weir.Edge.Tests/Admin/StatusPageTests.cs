using System.Text.RegularExpressions;
using Weir.Decisions.Verdicts;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Admin;

public sealed partial class StatusPageTests
{
    [Fact]
    public async Task HostileText_StaysText()
    {
        const string Hostile = "</td><script>alert('1')</script>\"&";
        await using var rig = await AdminRig.StartAsync();
        rig.Telemetry.RequestFinished(Requests.Record(path: Hostile, site: Hostile) with
        {
            Method = Hostile,
            Ja4 = Hostile,
        });
        rig.Node.Configuration = rig.Node.Configuration with { Source = Hostile, Problems = [Hostile] };
        rig.Node.Sites = [new(Hostile, [Hostile], Hostile, [new(Hostile, false, 1, Hostile)],
            [new RuleState(Hostile, Hostile, 1, 1)])];
        rig.Node.Certificates = [new([Hostile], rig.Node.StartedAt, Hostile)];
        var page = await rig.Tcp.GetStringAsync("/", AdminRig.Ct);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("alert('1')", page, StringComparison.Ordinal);
        Assert.Contains("&lt;/td&gt;&lt;script&gt;", page, StringComparison.Ordinal);
    }

    /// <summary>A site that only observes blocks nobody, whatever its verdicts.</summary>
    [Fact]
    public async Task Counts_AreOfVerdicts_AndSaySo()
    {
        await using var rig = await AdminRig.StartAsync();
        rig.Telemetry.RequestFinished(Requests.Record(verdict: Verdict.Block));

        var page = await rig.Tcp.GetStringAsync("/", AdminRig.Ct);

        Assert.Contains("<dt>verdict block</dt><dd>1</dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<dt>blocked</dt>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StyleIsAllowedByANonceOfItsOwn_AndNothingElse()
    {
        await using var rig = await AdminRig.StartAsync();
        var nonces = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var response = await rig.Tcp.GetAsync("/", AdminRig.Ct);
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'; style-src 'nonce-", policy, StringComparison.Ordinal);
            var page = await response.Content.ReadAsStringAsync(AdminRig.Ct);
            var nonce = Nonce().Match(page).Groups[1].Value;
            Assert.Contains($"'nonce-{nonce}'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain(" style=\"", page, StringComparison.Ordinal);
            nonces.Add(nonce);
        }

        Assert.NotEqual(nonces[0], nonces[1]);
    }

    [Fact]
    public async Task Page_TellsPhaseOriginsAndRequests()
    {
        await using var rig = await AdminRig.StartAsync();
        rig.Telemetry.RequestFinished(Requests.Record(9, path: "/basket"));
        var page = await rig.Tcp.GetStringAsync("/", AdminRig.Ct);
        Assert.Contains("ready</span>", page, StringComparison.Ordinal);
        Assert.Contains("set aside after 3 failures", page, StringComparison.Ordinal);
        Assert.Contains("/basket", page, StringComparison.Ordinal);
        Assert.Contains($"/api/requests/{Requests.Id(9)}", page, StringComparison.Ordinal);
        Assert.Contains("https://127.0.0.1:8443", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<style nonce=\"([^\"]+)\">")]
    private static partial Regex Nonce();
}
