using System.Collections.Immutable;
using System.Text.Json;
using Weir.Decisions.Verdicts;
using Weir.Edge.Releasing;
using Weir.Edge.Watching;
using Weir.Events.Queue;

namespace Weir.Edge.Admin;

/// <summary><c>/api/status</c>: what runs, what was refused, what is counted, how old it is.</summary>
internal static class StatusJson
{
    private static readonly ImmutableArray<string> Layers = ["model", "signals", "lists", "policy"];

    public static void Write(
        Utf8JsonWriter json, INodeStatus node, EdgeTelemetry telemetry, ReleaseSources? sources,
        string version)
    {
        var now = telemetry.Time.GetUtcNow();
        json.WriteStartObject();
        if (sources?.Desk is { } desk)
        {
            ReleaseJson.WriteStatus(json, desk.State, sources.Alarms(now));
        }
        else
        {
            WriteNoReleases(json);
        }

        ReleaseJson.WriteKeeper(json, sources?.Keeper?.View ?? KeeperView.Off);
        WriteCounters(json, telemetry, sources?.Events);
        json.WriteStartObject("ages");
        json.WriteNumber("node_s", Seconds(now - node.StartedAt));
        json.WriteNumber("configuration_s", Seconds(now - node.Configuration.LoadedAt));
        ReleaseJson.WriteAges(json, sources?.Desk?.State, now);
        json.WriteEndObject();
        WriteNode(json, node, version);
        json.WriteEndObject();
    }

    // No release can be taken, and saying so is the truth: every layer is missing, none is number 0.
    private static void WriteNoReleases(Utf8JsonWriter json)
    {
        json.WriteStartObject("active");
        foreach (var layer in Layers)
        {
            json.WriteNull(layer);
        }

        json.WriteEndObject();
        json.WriteStartArray("proven");
        json.WriteEndArray();
        json.WriteNull("candidate");
        json.WriteStartArray("refusals");
        json.WriteEndArray();
    }

    private static void WriteCounters(Utf8JsonWriter json, EdgeTelemetry telemetry, EventQueue? events)
    {
        var sites = telemetry.Sites;
        json.WriteStartObject("counters");
        json.WriteNumber("requests", sites.Sum(site => site.Requests()));
        WriteEach<Verdict>(json, "verdicts", v => v.Name(),
            v => sites.Sum(site => Enum.GetValues<VisitorClass>().Sum(c => site.Requests(v, c))));
        WriteEach<VisitorClass>(json, "classes", c => c.Name(),
            c => sites.Sum(site => Enum.GetValues<Verdict>().Sum(v => site.Requests(v, c))));
        WriteEach<UnscoredReason>(json, "unscored", r => r.Name(), telemetry.Unscored);
        WriteEach<FaultOwner>(json, "faults", o => o.Name(), telemetry.Faults);
        WriteEach<EdgeStage>(json, "edge_errors", s => s.Name(), telemetry.EdgeErrors);
        WriteEach<LimitReason>(json, "limits", r => r.Name(), telemetry.LimitsReached);
        json.WriteNumber("origin_errors", sites.Sum(site => site.OriginErrors));
        json.WriteNumber("connections", telemetry.Connections);
        json.WriteNumber("connections_total", telemetry.ConnectionsTotal);
        json.WriteNumber("events_queued", telemetry.EventsQueued);
        json.WriteNumber("events_sampled", telemetry.EventsSampled);
        json.WriteNumber("events_dropped", events?.Dropped ?? 0);
        json.WriteNumber("log_lines_suppressed", telemetry.LogLinesSuppressed);
        json.WriteNumber("log_lines_dropped", telemetry.LogLinesDropped);
        json.WriteEndObject();
    }

    /// <summary>Counts by name, those that occurred.</summary>
    private static void WriteEach<T>(
        Utf8JsonWriter json, string name, Func<T, string?> label, Func<T, long> read)
        where T : struct, Enum
    {
        json.WriteStartObject(name);
        foreach (var value in Enum.GetValues<T>())
        {
            if (label(value) is { } text && read(value) is var count and > 0)
            {
                json.WriteNumber(text, count);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter json, INodeStatus node, string version)
    {
        json.WriteStartObject("node");
        json.WriteString("version", version);
        json.WriteString("phase", node.Phase.Name());
        json.WriteString("started", node.StartedAt);
        json.WriteString("data_folder", node.DataFolder);
        json.WriteObjects("listeners", node.Listeners, static (json, listener) =>
        {
            json.WriteString("address", listener.Address);
            json.WriteBoolean("serving", listener.Serving);
        });
        WriteSites(json, node.Sites);
        WriteCertificates(json, node.Certificates);
        WriteScoring(json, node.Scoring);
        json.WriteStartObject("configuration");
        json.WriteString("source", node.Configuration.Source);
        json.WriteString("loaded", node.Configuration.LoadedAt);
        WriteStrings(json, "problems", node.Configuration.Problems);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSites(Utf8JsonWriter json, ImmutableArray<SiteState> sites)
    {
        json.WriteObjects("sites", sites, static (json, site) =>
        {
            json.WriteString("id", site.Id);
            WriteStrings(json, "hosts", site.Hosts);
            json.WriteString("mode", site.Mode);
            json.WriteObjects("origins", site.Origins, static (json, origin) =>
            {
                json.WriteString("address", origin.Address);
                json.WriteBoolean("healthy", origin.Healthy);
                json.WriteNumber("failures", origin.Failures);
                json.WriteString("last_error", origin.LastError);
            });
            WriteRules(json, site.Rules);
        });
    }

    private static void WriteRules(Utf8JsonWriter json, ImmutableArray<RuleState> rules)
    {
        json.WriteObjects("rules", rules, static (json, rule) =>
        {
            json.WriteString("id", rule.Id);
            json.WriteString("then", rule.Then);
            json.WriteNumber("fired", rule.Fired);
            json.WriteNumber("missing", rule.Missing);
        });
    }

    private static void WriteScoring(Utf8JsonWriter json, ScoringState? scoring)
    {
        if (scoring is null)
        {
            json.WriteNull("scoring");
            return;
        }

        json.WriteStartObject("scoring");
        json.WriteNumber("features", scoring.Features);
        json.WriteNumber("trees", scoring.Trees);
        json.WriteString("evaluator", scoring.Evaluator);
        json.WriteString("why", scoring.Why);
        json.WriteEndObject();
    }

    private static void WriteCertificates(Utf8JsonWriter json, ImmutableArray<CertificateState> certificates)
    {
        json.WriteObjects("certificates", certificates, static (json, certificate) =>
        {
            WriteStrings(json, "hosts", certificate.Hosts);
            json.WriteString("not_after", certificate.NotAfter);
            json.WriteString("problem", certificate.Problem);
        });
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static double Seconds(TimeSpan age) => Math.Round(age.TotalSeconds, 3);
}
