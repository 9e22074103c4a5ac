using System.Text;
using System.Text.Json;

namespace Weir.Drills.Reporting;

/// <summary>A report for a program.</summary>
public static class DrillJson
{
    /// <summary>The object of one drill.</summary>
    public static string Of(DrillReport report) => Write(writer => Write(writer, report));

    /// <summary>An array of such objects.</summary>
    public static string Of(IReadOnlyList<DrillReport> reports) => Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var report in reports)
        {
            Write(writer, report);
        }

        writer.WriteEndArray();
    });

    private static string Write(Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            content(writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, DrillReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("drill", report.Drill);
        writer.WriteBoolean("passed", report.Passed);
        WriteCounts(writer, report);
        writer.WriteStartArray("refusals");
        foreach (var refusal in report.Refusals)
        {
            writer.WriteStartObject();
            writer.WriteString("layer", refusal.Layer);
            writer.WriteString("reason", refusal.Reason);
            writer.WriteString("culprit", refusal.Culprit);
            writer.WriteNumber("count", refusal.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("timeline");
        foreach (var mark in report.Timeline)
        {
            writer.WriteStartObject();
            writer.WriteNumber("t_ms", (long)mark.At.TotalMilliseconds);
            writer.WriteString("event", mark.Event);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("checks");
        foreach (var check in report.Checks)
        {
            writer.WriteStartObject();
            writer.WriteString("name", check.Name);
            writer.WriteBoolean("passed", check.Passed);
            writer.WriteString("detail", check.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("arithmetic");
        foreach (var line in report.Arithmetic)
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter writer, DrillReport report)
    {
        writer.WriteStartObject("requests");
        writer.WriteNumber("sent", report.Requests.Sent);
        writer.WriteNumber("failed", report.Requests.Failed);
        writer.WriteNumber("scored", report.Requests.Scored);
        writer.WriteNumber("unscored", report.Requests.Unscored);
        writer.WriteNumber("p99_ms", Math.Round(report.Requests.P99, 1));
        writer.WriteEndObject();
        writer.WriteStartObject("verdicts");
        writer.WriteNumber("wrongly_blocked", report.Verdicts.WronglyBlocked);
        writer.WriteNumber("wrongly_challenged", report.Verdicts.WronglyChallenged);
        writer.WriteNumber("wrongly_forwarded", report.Verdicts.WronglyForwarded);
        writer.WriteEndObject();
    }
}
