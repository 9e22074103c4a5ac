using System.Diagnostics.Metrics;
using System.Globalization;
using Weir.Edge.Watching;

namespace Weir.Cli.Telemetry;

/// <summary>
/// The edge's metrics as observable instruments: they are read when somebody collects, so that counting
/// costs the same whether or not anybody does.
/// </summary>
internal sealed class EdgeMeter : IDisposable
{
    public const string Name = "Weir.Edge";

    private readonly Meter _meter;

    public EdgeMeter(MetricSources sources)
    {
        _meter = new Meter(Name, sources.Version);
        foreach (var family in MetricCatalogue.All)
        {
            Create(family, sources);
        }
    }

    public void Dispose() => _meter.Dispose();

    private void Create(MetricFamily family, MetricSources sources)
    {
        switch (family.Kind)
        {
            case MetricKind.Counter:
                _meter.CreateObservableCounter(
                    family.Name, () => Sample.Of(family, sources, Part.Value), description: family.Help);
                break;
            case MetricKind.Gauge:
                _meter.CreateObservableGauge(
                    family.Name, () => Sample.Of(family, sources, Part.Value), description: family.Help);
                break;
            case MetricKind.Histogram:
                // There is no observable histogram; three counters under Prometheus' names say the same.
                _meter.CreateObservableCounter(
                    family.Name + "_bucket", () => Sample.Of(family, sources, Part.Bucket),
                    description: family.Help);
                _meter.CreateObservableCounter(
                    family.Name + "_sum", () => Sample.Of(family, sources, Part.Sum),
                    description: family.Help);
                _meter.CreateObservableCounter(
                    family.Name + "_count", () => Sample.Of(family, sources, Part.Count),
                    description: family.Help);
                break;
            case MetricKind.Unset:
            default:
                break;
        }
    }

    private enum Part
    {
        Unset = 0,
        Value,
        Bucket,
        Sum,
        Count,
    }

    private sealed class Sample(MetricFamily family, Part part) : IMetricSink
    {
        private readonly List<Measurement<double>> _measurements = [];

        public static List<Measurement<double>> Of(MetricFamily family, MetricSources sources, Part part)
        {
            var sample = new Sample(family, part);
            family.Read(sources, sample);
            return sample._measurements;
        }

        public void Value(double value, params ReadOnlySpan<string> labels)
        {
            var tags = new KeyValuePair<string, object?>[Math.Min(labels.Length, family.Labels.Length)];
            for (var i = 0; i < tags.Length; i++)
            {
                tags[i] = new(family.Labels[i], labels[i]);
            }

            _measurements.Add(new Measurement<double>(value, tags));
        }

        public void Histogram(in HistogramSnapshot snapshot)
        {
            if (part == Part.Bucket)
            {
                for (var i = 0; i < snapshot.Bounds.Length; i++)
                {
                    Bucket(snapshot.Bounds[i].ToString("R", CultureInfo.InvariantCulture),
                        snapshot.Cumulative[i]);
                }

                Bucket("+Inf", snapshot.Count);
            }
            else
            {
                _measurements.Add(new Measurement<double>(part == Part.Sum ? snapshot.Sum : snapshot.Count));
            }
        }

        private void Bucket(string bound, long count) =>
            _measurements.Add(new Measurement<double>(count, new KeyValuePair<string, object?>("le", bound)));
    }
}
