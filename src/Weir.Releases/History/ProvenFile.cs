using System.Collections.Immutable;
using System.Text.Json;
using Weir.Decisions;
using Weir.Releases.Format;

namespace Weir.Releases.History;

/// <summary>The proven tuples as a file: strict JSON, newest first.</summary>
internal static class ProvenFile
{
    private const int CurrentFormat = 1;

    public static byte[] Write(ImmutableArray<ProvenTuple> tuples)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", CurrentFormat);
            json.WriteStartArray("proven");
            foreach (var tuple in tuples)
            {
                json.WriteStartObject();
                json.WriteString("at", Manifest.Text(tuple.At));
                json.WriteNumber("scoring", tuple.Scoring);
                json.WriteStartArray("releases");
                foreach (var (layer, hash) in tuple.Tuple.Releases)
                {
                    json.WriteStartObject();
                    json.WriteString("layer", layer.Name());
                    json.WriteString("hash", hash.ToString());
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static Outcome<ImmutableArray<ProvenTuple>, Refusal> Read(ReadOnlyMemory<byte> content)
    {
        if (!StrictJson.Parse(content, "proven").Try(out var json, out var refusal))
        {
            return refusal.As<ImmutableArray<ProvenTuple>>();
        }

        if (json.Number("format", 0, int.MaxValue) is var format && format != CurrentFormat)
        {
            json.Fail(RefusalReason.UnknownFormat, $"format {format}, this program reads {CurrentFormat}");
        }

        var tuples = json.List("proven", Limits.ProvenTuples, RefusalReason.TooLarge, ReadTuple);
        json.Finish();
        return json.Problem is { } problem
            ? problem.As<ImmutableArray<ProvenTuple>>()
            : Outcome<ImmutableArray<ProvenTuple>, Refusal>.Ok([.. tuples]);
    }

    private static ProvenTuple ReadTuple(StrictJson json)
    {
        var at = json.Time("at");
        var scoring = (int)json.Number("scoring", 0, int.MaxValue);
        var tuple = ReleaseTuple.Empty;
        foreach (var (layer, hash) in json.List(
            "releases", LayerNames.All.Length, RefusalReason.Malformed, ReadRelease))
        {
            if (layer == Layer.Unset || tuple[layer] is not null)
            {
                json.Fail(RefusalReason.UnknownLayer, "a layer is unknown or stands twice");
            }

            tuple = tuple.With(layer, hash);
        }

        return new ProvenTuple(tuple, scoring, at);
    }

    private static (Layer Layer, Hash256 Hash) ReadRelease(StrictJson json) =>
        (LayerNames.Read(json.Text("layer", 16)), json.Hash("hash"));
}
