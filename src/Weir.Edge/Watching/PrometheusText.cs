using System.Globalization;
using System.Text;

namespace Weir.Edge.Watching;

/// <summary>
/// Writes metrics as Prometheus reads them, text format 0.0.4
/// (prometheus.io/docs/instrumenting/exposition_formats).
/// </summary>
public static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The page of these metrics; one without a value is left out whole.</summary>
    public static string Write(IEnumerable<MetricFamily> families, MetricSources sources)
    {
        var page = new StringBuilder(16 * 1024);
        foreach (var family in families)
        {
            family.Read(sources, new Sink(page, family));
        }

        return page.ToString();
    }

    private sealed class Sink(StringBuilder page, MetricFamily family) : IMetricSink
    {
        private bool _headed;

        public void Value(double value, params ReadOnlySpan<string> labels)
        {
            Head();
            page.Append(family.Name);
            for (var i = 0; i < labels.Length && i < family.Labels.Length; i++)
            {
                page.Append(i == 0 ? '{' : ',').Append(family.Labels[i]).Append("=\"");
                Escape(labels[i], quote: true);
                page.Append('"');
            }

            page.Append(family.Labels.IsEmpty ? " " : "} ");
            Number(value);
        }

        public void Histogram(in HistogramSnapshot snapshot)
        {
            Head();
            for (var i = 0; i < snapshot.Bounds.Length; i++)
            {
                Bucket(snapshot.Bounds[i].ToString("R", CultureInfo.InvariantCulture),
                    snapshot.Cumulative[i]);
            }

            Bucket("+Inf", snapshot.Count);
            page.Append(family.Name).Append("_sum ");
            Number(snapshot.Sum);
            page.Append(family.Name).Append("_count ");
            Number(snapshot.Count);
        }

        private void Bucket(string bound, long count)
        {
            page.Append(family.Name).Append("_bucket{le=\"").Append(bound).Append("\"} ");
            Number(count);
        }

        private void Head()
        {
            if (_headed)
            {
                return;
            }

            _headed = true;
            page.Append("# HELP ").Append(family.Name).Append(' ');
            Escape(family.Help, quote: false);
            page.Append("\n# TYPE ").Append(family.Name).Append(' ').Append(family.Kind switch
            {
                MetricKind.Counter => "counter",
                MetricKind.Gauge => "gauge",
                MetricKind.Histogram => "histogram",
                MetricKind.Unset => "untyped",
                _ => "untyped",
            }).Append('\n');
        }

        private void Number(double value)
        {
            var text = double.IsPositiveInfinity(value) ? "+Inf"
                : double.IsNegativeInfinity(value) ? "-Inf"
                : value.ToString("R", CultureInfo.InvariantCulture);
            page.Append(text).Append('\n');
        }

        private void Escape(string text, bool quote)
        {
            foreach (var c in text)
            {
                _ = c switch
                {
                    '\\' => page.Append(@"\\"),
                    '\n' => page.Append(@"\n"),
                    '"' when quote => page.Append("\\\""),
                    _ => page.Append(c),
                };
            }
        }
    }
}
