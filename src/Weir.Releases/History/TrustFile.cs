using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Weir.Decisions;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Releases.History;

/// <summary>
/// Trust state as one file, so that root, floors and quarantine never come from different moments.
/// </summary>
internal static class TrustFile
{
    private const int CurrentFormat = 1;
    private const int WhyCharacters = 200;

    // A root in base 64, and room for its quotes.
    private const int RootCharacters = 2 * Limits.ReleaseManifestBytes;

    public static byte[] Write(TrustState state)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", CurrentFormat);
            json.WriteString("root", Base64Url.EncodeToString(state.Root.Bytes.Span));
            json.WriteString("highest_time", Manifest.Text(state.HighestTime ?? DateTimeOffset.UnixEpoch));
            json.WriteStartArray("floors");
            foreach (var (layer, floor) in state.Floors.OrderBy(static f => f.Key))
            {
                json.WriteStartObject();
                json.WriteString("layer", layer.Name());
                json.WriteNumber("number", floor.Number);
                json.WriteString("hash", floor.Hash.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("quarantine");
            foreach (var section in state.Quarantine)
            {
                json.WriteStartObject();
                json.WriteString("hash", section.Hash.ToString());
                json.WriteString("why", Cut(section.Why));
                json.WriteString("at", Manifest.Text(section.At));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static Outcome<TrustState, Refusal> Read(ReadOnlyMemory<byte> content)
    {
        if (!StrictJson.Parse(content, "trust").Try(out var json, out var refusal))
        {
            return refusal.As<TrustState>();
        }

        if (json.Number("format", 0, int.MaxValue) is var format && format != CurrentFormat)
        {
            json.Fail(RefusalReason.UnknownFormat, $"format {format}, this program reads {CurrentFormat}");
        }

        var text = json.Text("root", RootCharacters);
        var highest = json.Time("highest_time");
        var floors = json.List("floors", LayerNames.All.Length, RefusalReason.Malformed, ReadFloor);
        if (floors.DistinctBy(static f => f.Layer).Count() < floors.Count)
        {
            json.Fail(RefusalReason.Malformed, "a layer has two floors");
        }

        var quarantine = json.List(
            "quarantine", Limits.QuarantinedSections, RefusalReason.TooLarge, ReadQuarantined);
        json.Finish();
        if (json.Problem is { } problem)
        {
            return problem.As<TrustState>();
        }

        return Root.Read(Decoded(text)).Match(
            root => Outcome<TrustState, Refusal>.Ok(new TrustState(root)
            {
                HighestTime = highest == DateTimeOffset.UnixEpoch ? null : highest,
                Floors = TrustState.NoFloors.SetItems(
                    floors.Select(static f => KeyValuePair.Create(f.Layer, f.Floor))),
                Quarantine = [.. quarantine],
            }),
            static r => r.As<TrustState>());
    }

    private static (Layer Layer, Floor Floor) ReadFloor(StrictJson json)
    {
        var layer = LayerNames.Read(json.Text("layer", 16));
        if (layer == Layer.Unset)
        {
            json.Fail(RefusalReason.UnknownLayer, "a floor of no layer");
        }

        return (layer, new Floor(json.Number("number", 1, Limits.ReleaseNumber), json.Hash("hash")));
    }

    private static QuarantinedSection ReadQuarantined(StrictJson json) =>
        new(json.Hash("hash"), json.Text("why", WhyCharacters), json.Time("at"));

    private static string Cut(string text) => text.Length <= WhyCharacters ? text : text[..WhyCharacters];

    // What is no base 64 becomes no bytes, which are no root.
    private static byte[] Decoded(string text)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done
            ? bytes[..written]
            : [];
    }
}
