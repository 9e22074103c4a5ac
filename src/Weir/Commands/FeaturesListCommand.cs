using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Cli.Commands.Running;
using Weir.Decisions.Features;

namespace Weir.Cli.Commands;

/// <summary>
/// <c>weir features list</c>: the active features of a node with what the last build found, those of events
/// that no node holds, or those that come with the program.
/// </summary>
internal static class FeaturesListCommand
{
    private const string Command = "weir features list";

    public static Task<int> OfNodeAsync(
        string dataFolder, bool json, Terminal terminal, CancellationToken stop) =>
        new NodeSpeaker(Command, dataFolder, json, terminal).AskAsync(
            HttpMethod.Get, "/api/features", null, answer => Tell(answer, terminal), stop);

    /// <param name="path">A file of events or a folder of Parquet.</param>
    /// <param name="json">Whether a program reads.</param>
    /// <param name="terminal">Where to speak.</param>
    public static int OfFile(string path, bool json, Terminal terminal)
    {
        if (!OfflineSource.Open(path, Command).Try(out var events, out var fault))
        {
            return terminal.Refuse(Command, fault.Message, fault.Next);
        }

        using (events)
        {
            if (!events.Features().Try(out var features, out var refusal))
            {
                return terminal.Refuse(Command, $"{refusal.Name}: {refusal.Detail}");
            }

            // Without events there is still a list, only without shares.
            var shares = events.Measure().Match(
                static hour => hour.Features.ToDictionary(static f => f.Name, static f => f.Missing),
                static _ => []);
            var listed = new JsonObject
            {
                ["features"] = new JsonArray([.. features.Select(f => (JsonNode)new JsonObject
                {
                    ["name"] = f.Name,
                    ["type"] = FeatureTypeNames.Of(f.Type),
                    ["missing"] = shares.TryGetValue(f.Name, out var share) ? share : null,
                })]),
                ["last_build"] = null,
            };
            if (json)
            {
                terminal.Output.WriteLine(listed.ToJsonString());
                return ExitCode.Done;
            }

            using var parsed = JsonDocument.Parse(listed.ToJsonString());
            Tell(parsed.RootElement, terminal);
            return ExitCode.Done;
        }
    }

    public static int Shipped(bool json, Terminal terminal)
    {
        if (!ShippedFeatures.Read().Try(out var definitions, out var refusal))
        {
            return terminal.Refuse(Command, $"{refusal}");
        }

        if (json)
        {
            terminal.Output.WriteLine(new JsonArray([.. definitions.Select(Json)]).ToJsonString());
            return ExitCode.Done;
        }

        var width = definitions.Max(static d => d.Name.Length);
        foreach (var definition in definitions)
        {
            terminal.Output.WriteLine(
                $"{definition.Name.PadRight(width)}  {FeatureTypeNames.Of(definition.Type),-8}  "
                + $"{terminal.OutputPaint.Quiet(definition.Expression)}");
        }

        return ExitCode.Done;
    }

    private static void Tell(JsonElement listed, Terminal terminal)
    {
        var sheet = new Sheet("feature", "type", "missing");
        foreach (var feature in listed.Items("features"))
        {
            var missing = feature.TryGetProperty("missing", out var share)
                && share.ValueKind == JsonValueKind.Number
                ? share.GetDouble().ToString("P1", CultureInfo.InvariantCulture)
                : "-";
            sheet.Add(feature.Text("name"), feature.Text("type"), missing);
        }

        sheet.Write(terminal);
        if (listed.TryGetProperty("last_build", out var last) && last.ValueKind == JsonValueKind.Object)
        {
            terminal.Output.WriteLine();
            terminal.Output.WriteLine(Shown.Of(last.Flag("accepted")
                ? $"last build {last.Text("at")}: signals {last.Number("number")}, "
                    + $"{last.Number("events")} events"
                : $"last build {last.Text("at")}: {last.Text("reason")}: {last.Text("detail")}"));
        }
    }

    private static JsonObject Json(FeatureDefinition definition) => new()
    {
        ["name"] = definition.Name,
        ["type"] = FeatureTypeNames.Of(definition.Type),
        ["expression"] = definition.Expression,
    };
}
