using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Weir.Bench.Gateway.Measuring;

namespace Weir.Bench.Gateway.Reporting;

/// <summary>The raw rounds with the goals made from them, so that a run can be judged again later.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Shape = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static void Write(Results results, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? ".");
        // Where the file went on this machine is nobody's business later.
        var kept = results with { Options = results.Options with { Json = null } };
        var document = new { Results = kept, Goals = Goals.Judge(results) };
        File.WriteAllText(file, JsonSerializer.Serialize(document, Shape) + "\n");
    }
}
