using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Decisions.Features;
using Weir.Decisions.Signals.Traffic;
using Weir.Keeper.FeatureBuild;
using Weir.Releases;

namespace Weir.Cli.Commands;

/// <summary>
/// <c>weir features build</c>: the keeper of a running node builds signals now; of events that no node holds,
/// what they would be.
/// </summary>
internal static class FeaturesBuildCommand
{
    private const string Command = "weir features build";

    /// <summary>Asks the keeper, and tells what became of it.</summary>
    public static async Task<int> OfNodeAsync(
        string dataFolder, bool json, Terminal terminal, CancellationToken stop)
    {
        var sent = await AdminCall.SendAsync(
            dataFolder, HttpMethod.Post, "/api/features/build", AdminCall.Json("{}"), stop);
        if (!sent.Try(out var answer, out var fault))
        {
            return terminal.Refuse(Command, fault.Message);
        }

        if (!answer.Succeeded)
        {
            var problem = AdminProblem.Of(answer);
            problem.Tell(json, terminal);
            return terminal.Refuse(Command, problem.Sentence);
        }

        try
        {
            using var parsed = JsonDocument.Parse(answer.Body);
            return Tell(parsed.RootElement, answer.Body, dataFolder, json, terminal);
        }
        catch (JsonException)
        {
            return terminal.Refuse(Command, "the node's answer cannot be read: is it of another version?");
        }
    }

    /// <param name="path">A file of events or a folder of Parquet.</param>
    /// <param name="to">Where the whole content goes, as JSON; null for nowhere.</param>
    /// <param name="json">Whether a program reads.</param>
    /// <param name="terminal">Where to speak.</param>
    public static int OfFile(string path, string? to, bool json, Terminal terminal)
    {
        if (!OfflineSource.Open(path, Command).Try(out var events, out var fault))
        {
            return terminal.Refuse(Command, fault.Message, fault.Next);
        }

        using (events)
        {
            if (!events.Measure().Try(out var hour, out var refusal))
            {
                return terminal.Refuse(Command, $"{refusal.Name}: {refusal.Detail}");
            }

            var content = Content(hour);
            if (to is not null
                && WholeFile.Write(to, Encoding.UTF8.GetBytes(content.ToJsonString() + "\n"))
                    is { } unwritten)
            {
                return terminal.Refuse(Command, unwritten.Message);
            }

            terminal.Output.WriteLine(json
                ? content.ToJsonString()
                : string.Create(CultureInfo.InvariantCulture,
                    $"{hour.Events} events in the hour before {hour.Measured:u}: {hour.Features.Length} "
                    + $"features, {hour.Traffic.Length} rows of traffic. Nothing is active because of it."));
            return ExitCode.Done;
        }
    }

    private static int Tell(
        JsonElement end, string body, string dataFolder, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.Output.WriteLine(body.TrimEnd());
            return end.Flag("accepted") ? ExitCode.Done : ExitCode.Failed;
        }

        if (!end.Flag("accepted"))
        {
            return terminal.Refuse(
                Command, $"{(end.Flag("built") ? "the node refused" : "not built")}: {end.Text("reason")}: "
                + end.Text("detail"), Advice.For(
                    end.Text("reason"), new AdviceAbout(Layer.Signals, null, dataFolder)));
        }

        var (stands, next) = Standing(end);
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Signals {end.Number("number")} built and {stands}: {end.Number("events")} events, "
            + $"{end.Number("features")} features, {end.Number("rows")} rows of traffic."));
        if (next.Length > 0)
        {
            terminal.Output.WriteLine(Shown.Of(next));
        }

        return ExitCode.Done;
    }

    /// <summary>Accepted is not running: what became of it, and where to look for what comes of it.</summary>
    private static (string Stands, string Next) Standing(JsonElement end) => end.Text("state") switch
    {
        "running" => ("running", ""),
        "waiting" => ("waiting", $"{Sentence(end)} 'weir release list' shows when it runs."),
        "gone" => ("not running any more", $"{Sentence(end)} 'weir release list' shows why."),
        _ => ("accepted", "'weir release list' shows whether it runs."),
    };

    private static string Sentence(JsonElement end) =>
        end.Text("why") is { Length: > 0 } why ? $"{char.ToUpperInvariant(why[0])}{why[1..]}." : "";

    private static JsonObject Content(HourMeasurement hour) => new()
    {
        ["measured"] = UtcText.Of(hour.Measured),
        ["events"] = hour.Events,
        ["features"] = new JsonArray([.. hour.Features.Select(static f => (JsonNode)new JsonObject
        {
            ["name"] = f.Name,
            ["type"] = FeatureTypeNames.Of(f.Type),
            ["missing"] = f.Missing,
        })]),
        ["traffic"] = new JsonArray([.. hour.Traffic.Select(static r => (JsonNode)Row(r))]),
        ["counts"] = new JsonArray([.. hour.Counts.Select(static c => (JsonNode)new JsonObject
        {
            ["minute"] = c.Minute,
            ["rows"] = c.Rows,
        })]),
    };

    private static JsonObject Row(TrafficRow row) => new()
    {
        ["ja4"] = row.Ja4,
        ["requests"] = row.Requests,
        ["addresses"] = row.Addresses,
        ["h2_ratio"] = row.H2Ratio,
        ["heuristic_ratio"] = row.HeuristicRatio,
        ["browser_ratio"] = row.BrowserRatio,
        ["request_quantile"] = row.RequestQuantile,
        ["address_quantile"] = row.AddressQuantile,
        ["rank"] = row.Rank,
    };
}
