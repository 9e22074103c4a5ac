using System.Collections.Immutable;
using System.Text.Json;
using Weir.Edge.Releasing;
using Weir.Edge.Watching;
using Weir.Releases;
using Weir.Releases.Lifecycle;

namespace Weir.Edge.Admin;

/// <summary>Releases as JSON: parts of the status, and <c>/api/releases</c>.</summary>
internal static class ReleaseJson
{
    /// <summary><c>active</c> to <c>refusals</c>, and what else the desk knows.</summary>
    public static void WriteStatus(Utf8JsonWriter json, DeskState state, ImmutableArray<Alarm> alarms)
    {
        WriteRunning(json, state);
        WriteRefusals(json, state);
        WriteAlarms(json, alarms);
        WriteHolds(json, state);
        WriteSwitches(json, state);
        WriteNumbers(json, "next", state.NextNumbers);
        if (state.Root is not { } root)
        {
            json.WriteNull("root");
            return;
        }

        json.WriteStartObject("root");
        json.WriteNumber("version", root.Version);
        json.WriteString("fingerprint", root.Fingerprint.ToString());
        json.WriteString("expires", root.Expires);
        json.WriteEndObject();
    }

    public static void WriteAll(Utf8JsonWriter json, DeskState state)
    {
        json.WriteStartObject();
        WriteRunning(json, state);
        WriteRefusals(json, state);
        json.WriteStartArray("history");
        foreach (var happened in state.History)
        {
            WriteEvent(json, happened);
        }

        json.WriteEndArray();
        json.WriteObjects("quarantine", state.Quarantine, static (json, section) =>
        {
            json.WriteString("hash", section.Hash.ToString());
            json.WriteString("why", section.Why);
            json.WriteString("at", section.At);
        });
        json.WriteEndObject();
    }

    /// <summary>Seconds since the release of each layer was made; null for what the program brings.</summary>
    public static void WriteAges(Utf8JsonWriter json, DeskState? state, DateTimeOffset now)
    {
        foreach (var layer in LayerNames.All)
        {
            if (state is not null && state.Made.TryGetValue(layer, out var made))
            {
                json.WriteNumber(layer.Name(), Math.Round((now - made).TotalSeconds, 3));
            }
            else
            {
                json.WriteNull(layer.Name());
            }
        }
    }

    public static void WriteSwitches(Utf8JsonWriter json, DeskState state)
    {
        json.WriteObjects("switches", state.Switches, static (json, thrown) =>
        {
            json.WriteString("target", thrown.Target);
            json.WriteString("since", thrown.Since);
            json.WriteString("until", thrown.Until);
        });
    }

    public static void WriteEvent(Utf8JsonWriter json, DeskEvent happened)
    {
        json.WriteStartObject();
        json.WriteString("at", happened.At);
        json.WriteString("kind", happened.Kind.Name());
        json.WriteString("layer", happened.Layer == Layer.Unset ? null : happened.Layer.Name());
        json.WriteNumber("number", happened.Number);
        json.WriteString("detail", happened.Detail);
        json.WriteEndObject();
    }

    public static void WriteAccepted(Utf8JsonWriter json, ReleaseAccepted accepted)
    {
        json.WriteStartObject();
        json.WriteString("id", accepted.Hash.ToString());
        json.WriteString("layer", accepted.Layer.Name());
        json.WriteNumber("number", accepted.Number);
        json.WriteBoolean("waiting", accepted.Waiting);
        json.WriteEndObject();
    }

    public static void WriteKeeper(Utf8JsonWriter json, KeeperView keeper)
    {
        json.WriteStartObject("keeper");
        json.WriteString("state", keeper.State.Name());
        json.WriteNumber("pid", keeper.Process);
        json.WriteNumber("restarts", keeper.Restarts);
        json.WriteNumber("events", keeper.Last?.Events ?? 0);
        json.WriteNumber("bytes", keeper.Last?.Bytes ?? 0);
        json.WriteString("problem", keeper.Problem);
        if (keeper.Last is { } last)
        {
            json.WriteStartObject("last");
            json.WriteString("at", last.At);
            json.WriteString("kind", last.Kind);
            json.WriteString("reason", last.Reason);
            json.WriteString("detail", last.Detail);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("last");
        }

        json.WriteEndObject();
    }

    private static void WriteRunning(Utf8JsonWriter json, DeskState state)
    {
        WriteNumbers(json, "active", state.Active.Numbers);
        json.WriteObjects("proven", state.Proven, static (json, proven) =>
        {
            WriteEach(json, proven.Numbers);
            json.WriteString("at", proven.At);
        });
        WriteCandidate(json, state.Candidate);
        json.WriteStartObject("waiting");
        foreach (var (layer, number) in state.Waiting)
        {
            json.WriteNumber(layer.Name(), number);
        }

        json.WriteEndObject();
    }

    private static void WriteCandidate(Utf8JsonWriter json, CandidateState? candidate)
    {
        if (candidate is null)
        {
            json.WriteNull("candidate");
            return;
        }

        json.WriteStartObject("candidate");
        json.WriteString("layer", candidate.Layer.Name());
        json.WriteNumber("number", candidate.Number);
        json.WriteString("hash", candidate.Hash.ToString());
        json.WriteString("since", candidate.Since);
        json.WriteNumber("requests", candidate.Requests);
        json.WriteNumber("needs", candidate.Needs);
        json.WriteEndObject();
    }

    private static void WriteRefusals(Utf8JsonWriter json, DeskState state)
    {
        json.WriteObjects("refusals", state.Refusals, static (json, refused) =>
        {
            json.WriteString("at", refused.At);
            json.WriteString("layer", refused.Layer == Layer.Unset ? null : refused.Layer.Name());
            json.WriteNumber("number", refused.Number);
            json.WriteString("hash", refused.Hash.ToString());
            json.WriteString("gate", refused.Refusal.Gate.Name());
            json.WriteString("reason", refused.Refusal.Reason.ToString());
            json.WriteString("detail", refused.Refusal.Detail);
        });
    }

    private static void WriteAlarms(Utf8JsonWriter json, ImmutableArray<Alarm> alarms)
    {
        json.WriteObjects("alarms", alarms, static (json, alarm) =>
        {
            json.WriteString("key", alarm.Key);
            json.WriteString("since", alarm.Since);
            json.WriteString("last", alarm.Last);
            json.WriteNumber("count", alarm.Count);
            json.WriteString("detail", alarm.Detail);
        });
    }

    private static void WriteHolds(Utf8JsonWriter json, DeskState state)
    {
        json.WriteObjects("holds", state.Holds, static (json, hold) =>
        {
            json.WriteString("layer", hold.Layer.Name());
            json.WriteString("until", hold.Until);
            json.WriteString("by", hold.By);
            json.WriteString("why", hold.Why);
        });
    }

    private static void WriteNumbers(
        Utf8JsonWriter json, string name, IReadOnlyDictionary<Layer, long> numbers)
    {
        json.WriteStartObject(name);
        WriteEach(json, numbers);
        json.WriteEndObject();
    }

    private static void WriteEach(Utf8JsonWriter json, IReadOnlyDictionary<Layer, long> numbers)
    {
        foreach (var layer in LayerNames.All)
        {
            json.WriteNumber(layer.Name(), numbers.TryGetValue(layer, out var number) ? number : 0);
        }
    }
}
