using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Events.Schema;
using Weir.Keeper.FeatureBuild;

namespace Weir.Keeper.Running;

/// <summary>What the keeper answers, as JSON.</summary>
internal static class KeeperJson
{
    public static JsonObject Build(BuildEnd end) => new()
    {
        ["built"] = end.Measured is not null,
        ["accepted"] = end.Accepted,
        ["at"] = Text(end.At),
        ["number"] = end.Number,
        ["reason"] = end.Reason,
        ["detail"] = end.Detail,
        ["measured"] = end.Measured is { } hour ? Text(hour.Measured) : null,
        ["events"] = end.Measured?.Events ?? 0,
        ["features"] = end.Measured?.Features.Length ?? 0,
        ["rows"] = end.Measured?.Traffic.Length ?? 0,
    };

    /// <summary>The active set, with the shares missing that the last build found.</summary>
    public static JsonObject Features(FeatureColumns columns, BuildEnd? last, HourMeasurement? measured)
    {
        var shares = measured?.Features.ToDictionary(static f => f.Name, static f => f.Missing) ?? [];
        return new JsonObject
        {
            ["features"] = new JsonArray([.. columns.Features.Select(one => Feature(one, shares))]),
            ["last_build"] = last is null ? null : Build(last),
        };
    }

    public static JsonObject Status(StoreHolder store, BuildDesk desk, DateTimeOffset nextBuild)
    {
        var held = store.Measure();
        return new JsonObject
        {
            ["store"] = store.Store is null ? "waiting" : "open",
            ["stored"] = store.Stored,
            ["lost"] = store.Lost,
            ["events"] = held?.Events ?? 0,
            ["bytes"] = held?.Bytes ?? 0,
            ["oldest"] = held?.Oldest?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["last_build"] = desk.Last is { } last ? Build(last) : null,
            ["next_build"] = Text(nextBuild),
            ["refusals_in_a_row"] = desk.BackOff.Refusals,
        };
    }

    /// <summary>The moment that a question names, for drills; null for none, or for anything else.</summary>
    [Boundary("text that is no JSON is said by exception")]
    public static DateTimeOffset? Now(string argument)
    {
        try
        {
            return argument.Length > 0
                && JsonNode.Parse(argument) is JsonObject json
                && json["now"] is JsonValue value && value.TryGetValue<string>(out var text)
                && DateTimeOffset.TryParse(
                    text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var now)
                ? now
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject Feature(FeatureDefinition one, Dictionary<string, float> shares) => new()
    {
        ["name"] = one.Name,
        ["type"] = FeatureTypeNames.Of(one.Type),
        ["missing"] = shares.TryGetValue(one.Name, out var share) ? share : null,
    };

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
