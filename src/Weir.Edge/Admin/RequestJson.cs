using System.Text.Json;
using Weir.Decisions.Scoring;
using Weir.Decisions.Verdicts;
using Weir.Edge.Watching;

namespace Weir.Edge.Admin;

/// <summary>A remembered request as JSON; the names are a contract.</summary>
internal static class RequestJson
{
    /// <summary>The object of a list.</summary>
    public static void Write(Utf8JsonWriter json, in RequestRecord record)
    {
        json.WriteStartObject();
        WriteFields(json, in record);
        json.WriteEndObject();
    }

    /// <summary>The object of one request: the same fields and more.</summary>
    public static void WriteWhole(Utf8JsonWriter json, in RequestRecord record, Explanation? explanation)
    {
        json.WriteStartObject();
        WriteFields(json, in record);
        json.WriteString("class", record.Decision.Class.Name());
        json.WriteString("enforced", record.Decision.Enforced.Name());
        json.WriteString("verified_bot", record.Decision.VerifiedBot);
        json.WriteNumber("status", record.Status);
        json.WriteNumber("duration_ms", Math.Round(record.Duration.TotalMilliseconds, 3));
        json.WriteString("fault", record.Fault == FaultOwner.Unset ? null : record.Fault.Name());
        json.WriteString("protocol", record.Protocol);
        json.WriteString("header_order", record.HeaderOrder);
        json.WriteString("heuristic", record.Heuristic);
        WriteExplanation(json, explanation);
        json.WriteEndObject();
    }

    private static void WriteExplanation(Utf8JsonWriter json, Explanation? explanation)
    {
        if (explanation is null)
        {
            json.WriteNull("explanation");
            return;
        }

        json.WriteStartObject("explanation");
        json.WriteNumber("expected", explanation.Expected);
        json.WriteStartArray("features");
        foreach (var share in explanation.Shares)
        {
            json.WriteStartObject();
            json.WriteString("name", share.Name);
            if (share.Value is { } value && float.IsFinite(value))
            {
                json.WriteNumber("value", value);
            }
            else
            {
                json.WriteNull("value");
            }

            json.WriteNumber("points", Math.Round(share.Points, 2));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, in RequestRecord record)
    {
        var decision = record.Decision;
        json.WriteString("id", record.Id.ToString());
        json.WriteString("at", record.At);
        json.WriteString("site", record.Site);
        json.WriteString("method", record.Method);
        json.WriteString("path", record.Path);
        if (decision.Score > 0)
        {
            json.WriteNumber("score", decision.Score);
        }
        else
        {
            json.WriteNull("score");
        }

        json.WriteString("unscored", decision.Unscored.Name());
        json.WriteString("verdict", decision.Verdict.Name());
        json.WriteString("source", decision.Source.Name());
        json.WriteString("ja4", record.Ja4);
        json.WriteString("rule", decision.Rule);
    }
}
