using System.Globalization;
using System.Text.Json;
using Weir.Decisions;

namespace Weir.Cli.Commands;

/// <summary><c>weir explain</c>: why one of the last requests was decided so.</summary>
public static class ExplainCommand
{
    private const int Shown = 15;
    private const double LeastPoints = 0.05;

    public static async Task<int> RunAsync(
        string id, string dataFolder, bool json, Terminal terminal, CancellationToken stop)
    {
        if (!RequestId.TryParse(id, out _))
        {
            return await RefuseAsync(
                terminal,
                $"'{id}' is no request id: 26 letters and digits, as in the Weir-Request-Id header");
        }

        var path = $"/api/requests/{Uri.EscapeDataString(id)}";
        var sent = await AdminCall.SendAsync(dataFolder, HttpMethod.Get, path, stop);
        if (!sent.Try(out var answer, out var fault))
        {
            return await RefuseAsync(terminal, fault.Message);
        }

        if (answer.Status != 200)
        {
            return await RefuseAsync(terminal, Detail(answer.Body));
        }

        if (json)
        {
            await terminal.Output.WriteLineAsync(answer.Body);
            return ExitCode.Done;
        }

        using var parsed = JsonDocument.Parse(answer.Body);
        Tell(parsed.RootElement, terminal);
        await TellOffAsync(parsed.RootElement, dataFolder, terminal, stop);
        return ExitCode.Done;
    }

    /// <summary>
    /// What was switched off when the request came, as far as it still is: the node remembers no others.
    /// </summary>
    private static async Task TellOffAsync(
        JsonElement request, string dataFolder, Terminal terminal, CancellationToken stop)
    {
        var site = Text(request, "site");
        var sent = await AdminCall.SendAsync(dataFolder, HttpMethod.Get, "/api/status", stop);
        if (site == "-" || !sent.Try(out var answer, out _) || !answer.Succeeded
            || !request.GetProperty("at").TryGetDateTimeOffset(out var at))
        {
            return;
        }

        try
        {
            using var status = JsonDocument.Parse(answer.Body);
            foreach (var thrown in status.RootElement.Items("switches").Where(s => Concerns(s, site, at)))
            {
                terminal.Output.WriteLine(Commands.Shown.Of(
                    $"{"off",-9} {thrown.Text("target")} was switched off then, until "
                    + thrown.Text("until")));
            }
        }
        catch (JsonException)
        {
            // What is told of the request stands without it.
        }
    }

    private static bool Concerns(JsonElement thrown, string site, DateTimeOffset at)
    {
        var target = thrown.Text("target");
        return thrown.TryGetProperty("since", out var since) && since.TryGetDateTimeOffset(out var thrownAt)
            && thrownAt <= at
            && (!target.StartsWith("rule:", StringComparison.Ordinal)
                || target.StartsWith($"rule:{site}/", StringComparison.Ordinal));
    }

    private static void Tell(JsonElement request, Terminal terminal)
    {
        var output = terminal.Output;
        var paint = terminal.OutputPaint;
        output.WriteLine(paint.Heading(
            $"{Text(request, "method")} {Text(request, "path")}  "
            + $"({Text(request, "site")}, {Text(request, "at")})"));
        if (Text(request, "site") == "-")
        {
            output.WriteLine($"status    {request.GetProperty("status").GetInt32()}: it reached no site");
            return;
        }

        output.WriteLine(request.GetProperty("score").ValueKind == JsonValueKind.Number
            ? $"score     {request.GetProperty("score").GetInt32()} by {Text(request, "source")}, "
                + $"{Text(request, "class")}"
            : $"score     none: {Text(request, "unscored")}");
        output.WriteLine($"verdict   {Text(request, "verdict")}, enforced {Text(request, "enforced")}");
        Line(output, "rule", Text(request, "rule"));
        Line(output, "heuristic", Text(request, "heuristic"));
        Line(output, "ja4", Text(request, "ja4"));
        Line(output, "headers", Text(request, "header_order"));
        if (request.GetProperty("explanation") is { ValueKind: JsonValueKind.Object } explanation)
        {
            Features(explanation, output, paint);
        }
    }

    private static void Features(JsonElement explanation, TextWriter output, Paint paint)
    {
        output.WriteLine();
        output.WriteLine(paint.Heading("points  feature"));
        var left = 0;
        foreach (var feature in explanation.GetProperty("features").EnumerateArray())
        {
            var points = feature.GetProperty("points").GetDouble();
            if (Math.Abs(points) < LeastPoints || left++ >= Shown)
            {
                continue;
            }

            var value = feature.GetProperty("value");
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{points,6:+0.0;-0.0}  {Text(feature, "name")} = "
                + $"{(value.ValueKind == JsonValueKind.Null ? "missing" : value.GetRawText())}"));
        }

        output.WriteLine(paint.Quiet(
            $"Without any feature the model expects {explanation.GetProperty("expected").GetInt32()}."));
    }

    private static void Line(TextWriter output, string name, string text)
    {
        if (text != "-")
        {
            output.WriteLine($"{name,-9} {text}");
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? "-"
            : "-";

    private static string Detail(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return Text(problem.RootElement, "detail");
        }
        catch (JsonException)
        {
            return "the node's answer cannot be read";
        }
    }

    private static async Task<int> RefuseAsync(Terminal terminal, string message)
    {
        await terminal.Error.WriteLineAsync($"{terminal.ErrorPaint.Bad("weir explain")}: {message}");
        return ExitCode.Failed;
    }
}
