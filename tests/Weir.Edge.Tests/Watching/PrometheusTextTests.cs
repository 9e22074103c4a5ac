using System.Globalization;
using System.Text.RegularExpressions;
using Weir.Edge.Releasing;
using Weir.Edge.Tests.Releasing;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Weir.Events.Queue;
using Xunit;

namespace Weir.Edge.Tests.Watching;

public sealed partial class PrometheusTextTests
{
    private static readonly EdgeTelemetry Idle = new(new ManualTimeProvider());

    [Fact]
    public void Page_ParsesBack_WithEveryFamilyDescribedOnce()
    {
        var telemetry = new EdgeTelemetry(new ManualTimeProvider());
        telemetry.Configure([EdgeTelemetryTests.Site("shop")]);
        telemetry.RequestFinished(Requests.Record(milliseconds: 3));
        telemetry.RequestFinished(Requests.Record(site: null));
        var page = PrometheusText.Write(MetricCatalogue.All,
            new MetricSources(telemetry, new FakeNode(), "0.1.0")
            {
                Releases = new ReleaseSources(
                    new FakeDesk(), new FakeKeeper(), new EventQueue(new ManualTimeProvider())),
            });

        var samples = Parse(page, out var described);
        Assert.Equal(MetricCatalogue.All.Select(family => family.Name), described);
        Assert.Equal(1, samples["weir_requests_total{site=\"shop\",verdict=\"forward\",class=\"unscored\"}"]);
        Assert.Equal(1, samples["weir_requests_total{site=\"none\",verdict=\"forward\",class=\"unscored\"}"]);
        Assert.Equal(2, samples["weir_unscored_total{reason=\"NoRelease\"}"]);
        Assert.Equal(0, samples["weir_edge_errors_total{stage=\"decide\"}"]);
        Assert.Equal(0, samples["weir_limits_total{reason=\"bare_line_feed\"}"]);
        Assert.Equal(0, samples["weir_origin_healthy{site=\"shop\",origin=\"http://127.0.0.1:9001\"}"]);
        Assert.Equal(2, samples["weir_rule_results_total{site=\"shop\",rule=\"slow\",result=\"fired\"}"]);
        Assert.Equal(5, samples["weir_rule_results_total{site=\"shop\",rule=\"slow\",result=\"missing\"}"]);
        Assert.Equal(1, samples["weir_ready"]);
        Assert.Equal(245, samples["weir_started_seconds"]);
        Assert.Equal(2, samples["weir_request_duration_seconds_bucket{le=\"+Inf\"}"]);
        Assert.Equal(samples["weir_request_duration_seconds_count"],
            samples["weir_request_duration_seconds_bucket{le=\"+Inf\"}"]);
        Assert.Equal(0.004, samples["weir_request_duration_seconds_sum"], 9);
    }

    [Fact]
    public void LabelsAndHelp_AreEscaped()
    {
        var family = new MetricFamily("weir_odd", MetricKind.Gauge, "a \"b\" \\ c\nd", ["x", "y"],
            (_, sink) => sink.Value(1.5, "q\"\\\n", "é"));
        Assert.Equal(
            "# HELP weir_odd a \"b\" \\\\ c\\nd\n# TYPE weir_odd gauge\n"
            + "weir_odd{x=\"q\\\"\\\\\\n\",y=\"é\"} 1.5\n",
            PrometheusText.Write([family], new MetricSources(Idle, null, "")));
    }

    [Theory]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(12345678901234, "12345678901234")]
    public void Numbers_AreWrittenAsPrometheusReadsThem(double value, string text)
    {
        var family = new MetricFamily("weir_n", MetricKind.Counter, "n", [], (_, sink) => sink.Value(value));
        Assert.EndsWith($"\nweir_n {text}\n",
            PrometheusText.Write([family], new MetricSources(Idle, null, "")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutANode_ItsMetricsAreLeftOut()
    {
        var page = PrometheusText.Write(MetricCatalogue.All, new MetricSources(Idle, null, "1"));
        Assert.DoesNotContain("weir_ready", page, StringComparison.Ordinal);
        Assert.Contains("weir_connections_total 0", page, StringComparison.Ordinal);
    }

    [Fact]
    public void CertificatesOfOneName_AreOneSeries_TheFirstToExpire()
    {
        var time = new ManualTimeProvider();
        var node = new FakeNode
        {
            Certificates = [new(["a"], time.GetUtcNow().AddSeconds(90), null),
                new(["a"], time.GetUtcNow().AddSeconds(30), null)],
        };
        var page = PrometheusText.Write(MetricCatalogue.All,
            new MetricSources(new EdgeTelemetry(time), node, "1"));
        Assert.Equal(30, Parse(page, out _)["weir_certificate_expiry_seconds{host=\"a\"}"]);
    }

    [Fact]
    public void Documentation_ListsEveryMetric_AndNoOther()
    {
        var rows = Repository.Read("docs/metrics.md").Split('\n')
            .TakeWhile(line => line != "## Coming")
            .Where(line => line.StartsWith("| `weir_", StringComparison.Ordinal));
        var expected = MetricCatalogue.All.Select(family =>
        {
            var labels = string.Join(", ", family.Labels.Select(label => $"`{label}`"));
            var kind = family.Kind.ToString().ToLowerInvariant();
            return $"| `{family.Name}` | {kind} | {labels} | {family.Help} |";
        });
        Assert.Equal(expected, rows);
    }

    /// <summary>
    /// Reads the page strictly: a line that is none of the three forms fails, and so does a repeated
    /// series.
    /// </summary>
    private static Dictionary<string, double> Parse(string page, out List<string> described)
    {
        described = [];
        var samples = new Dictionary<string, double>();
        foreach (var line in page.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                Assert.Contains(words[1], new[] { "HELP", "TYPE" });
                if (words[1] == "TYPE")
                {
                    described.Add(words[2]);
                }
            }
            else
            {
                Assert.Matches(SampleLine(), line);
                var end = line.LastIndexOf(' ');
                samples.Add(line[..end], double.Parse(line[(end + 1)..], CultureInfo.InvariantCulture));
            }
        }

        return samples;
    }

    [GeneratedRegex("""^[a-z_0-9]+(\{[a-z]+="([^"\\]|\\.)*"(,[a-z]+="([^"\\]|\\.)*")*\})? [-+.0-9E]+$""")]
    private static partial Regex SampleLine();
}
