using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Weir.Decisions;
using Weir.Decisions.Signals.Recorded;

namespace Weir.Keeper.Training.Rows;

/// <summary>
/// A folder of captures: <c>*.jsonl</c> or <c>*.jsonl.gz</c> with requests, and <c>sessions.jsonl</c> (or
/// <c>.gz</c>) with a label for each session.
/// </summary>
public static class CaptureFolder
{
    private const string Labels = "sessions.jsonl";

    /// <returns>Sessions that have a label and at least one request that the origin answered.</returns>
    public static Outcome<List<RecordedSession>, TrainingFault> Read(string folder)
    {
        try
        {
            var files = Directory.GetFiles(folder, "*.jsonl*").Order(StringComparer.Ordinal).ToList();
            var labelFile = files.Find(f => Path.GetFileName(f).StartsWith(Labels, StringComparison.Ordinal));
            return labelFile is null
                ? TrainingFault.Of($"{folder} has no {Labels}: it says which session is what, and is yours "
                        + "to write, see docs/captures.md, 'Training on a capture'")
                    .As<List<RecordedSession>>()
                : Read(files.Where(f => f != labelFile), ReadLabels(labelFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException
            or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return TrainingFault.Of($"{folder}: {e.Message}").As<List<RecordedSession>>();
        }
    }

    private static Outcome<List<RecordedSession>, TrainingFault> Read(
        IEnumerable<string> files, Dictionary<string, SessionLabel> labels)
    {
        var requests = new Dictionary<string, List<RecordedRequest>>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (ReadCapture(file, requests) is { } fault)
            {
                return fault.As<List<RecordedSession>>();
            }
        }

        return Outcome<List<RecordedSession>, TrainingFault>.Ok(
        [
            .. requests.Where(r => labels.ContainsKey(r.Key)).OrderBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => new RecordedSession(labels[r.Key], [.. r.Value.OrderBy(static q => q.At)])),
        ]);
    }

    private static TrainingFault? ReadCapture(string file, Dictionary<string, List<RecordedRequest>> requests)
    {
        var reader = new CaptureReader();
        var number = 0;
        foreach (var line in Lines(file))
        {
            number++;
            switch (reader.Read(Encoding.UTF8.GetBytes(line), out var request))
            {
                case CaptureStatus.Request when request is { AnsweredByEdge: false, Session: { } session }:
                    if (!requests.TryGetValue(session, out var known))
                    {
                        requests[session] = known = [];
                    }

                    known.Add(request);
                    break;
                case CaptureStatus.Request:
                case CaptureStatus.Connection:
                    break;
                case CaptureStatus.Unset:
                case CaptureStatus.TooLong:
                case CaptureStatus.Malformed:
                case CaptureStatus.UnknownKind:
                case CaptureStatus.UnknownConnection:
                case CaptureStatus.BadHello:
                default:
                    return TrainingFault.Of($"{file}: line {number} is no part of a capture");
            }
        }

        return null;
    }

    private static Dictionary<string, SessionLabel> ReadLabels(string file)
    {
        var labels = new Dictionary<string, SessionLabel>(StringComparer.Ordinal);
        foreach (var line in Lines(file))
        {
            var label = ReadLabel(line);
            labels[label.Session] = label;
        }

        return labels;
    }

    private static SessionLabel ReadLabel(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var headers = root.TryGetProperty("posture", out var posture)
            && posture.ValueKind == JsonValueKind.Object ? Text(posture, "headers") : "";
        return new SessionLabel(
            root.GetProperty("session").GetString() ?? "",
            Text(root, "class").StartsWith("person", StringComparison.Ordinal),
            Text(root, "family"),
            Major(Text(root, "version")),
            root.TryGetProperty("intercepted", out var through) && through.ValueKind == JsonValueKind.True
                ? SessionLabel.Intercepted
                : "",
            Text(root, "protocol"),
            headers,
            Text(root, "group"));
    }

    private static int Major(string version)
    {
        var end = version.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? version : version[..end], out var major) ? major : 0;
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? ""
            : "";

    private static IEnumerable<string> Lines(string file)
    {
        using var stream = File.OpenRead(file);
        using Stream content = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream;
        using var reader = new StreamReader(content);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
