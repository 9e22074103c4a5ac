using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Weir.Edge.Configuration;
using Weir.Edge.Releasing;
using Weir.Edge.Watching;

namespace Weir.Cli.Telemetry;

/// <summary>
/// Sends metrics and spans to an OpenTelemetry collector over OTLP, HTTP with protobuf. Off, it makes
/// nothing and costs nothing; on, it works on threads of its own, and a collector that is gone loses data
/// and delays nobody.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private readonly EdgeTracing _tracing;
    private readonly EdgeMeter? _meter;
    private readonly MeterProvider? _metrics;
    private readonly TracerProvider? _traces;

    private OtlpExport(TelemetrySettings settings, Uri endpoint, MetricSources sources)
    {
        _tracing = sources.Telemetry.Tracing;
        var resource = ResourceBuilder.CreateDefault().AddService("weir", serviceVersion: sources.Version);
        if (settings.Metrics)
        {
            _meter = new EdgeMeter(sources);
            _metrics = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter(EdgeMeter.Name)
                .AddOtlpExporter(otlp => Configure(otlp, endpoint, "v1/metrics"))
                .Build();
        }

        if (settings.TraceShare > 0)
        {
            // The edge itself decides which requests are traced: a visitor's header must not be able to.
            _traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .SetSampler(new AlwaysOnSampler())
                .AddSource(EdgeTracing.SourceName)
                .AddOtlpExporter(otlp => Configure(otlp, endpoint, "v1/traces"))
                .Build();
            _tracing.Share = settings.TraceShare;
        }
    }

    /// <summary>Null where telemetry is off. Disposing sends what is left and stops.</summary>
    public static IDisposable? Start(
        TelemetrySettings settings, EdgeTelemetry telemetry, string version, INodeStatus? node = null,
        ReleaseSources? releases = null)
    {
        var asked = settings.Metrics || settings.TraceShare > 0;
        return settings.Endpoint is { } endpoint && asked
            ? new OtlpExport(
                settings, endpoint, new MetricSources(telemetry, node, version) { Releases = releases })
            : null;
    }

    public void Dispose()
    {
        _tracing.Share = 0;
        _traces?.Dispose();
        _metrics?.Dispose();
        _meter?.Dispose();
    }

    // A path in code is taken as it is, unlike one in OTEL_EXPORTER_OTLP_ENDPOINT: the signal's part is
    // ours to add.
    private static void Configure(OtlpExporterOptions otlp, Uri endpoint, string signal)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{signal}");
    }
}
