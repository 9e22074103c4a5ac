using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Weir.Decisions;

namespace Weir.Releases.Format;

/// <summary>One section as the manifest names it. Sizes in bytes.</summary>
/// <param name="Name">Lower-case letters, digits and dots.</param>
/// <param name="Hash">Of the content; what quarantine goes by, however it was packed.</param>
/// <param name="PackedHash">Of the bytes in the bundle, checked before they are unpacked.</param>
/// <param name="Packed">In the bundle.</param>
/// <param name="Unpacked">Exactly; unpacking stops there.</param>
public readonly record struct SectionEntry(
    string Name, Hash256 Hash, Hash256 PackedHash, long Packed, long Unpacked);

/// <summary>
/// What a reader must be able to hold; a node with smaller limits refuses instead of trying.
/// </summary>
public readonly record struct ReleaseNeeds(int Features, int Trees, int Rows);

/// <summary>
/// What a release says of itself. Made by reading or by a builder; believed only once verified.
/// </summary>
public sealed record Manifest
{
    public const int CurrentFormat = 1;
    private const int NameCharacters = 64;
    private const string NameAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789.";

    public required Layer Layer { get; init; }

    /// <summary>Rises with each release of the layer.</summary>
    public required long Number { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Expires { get; init; }

    public required ReleaseNeeds Needs { get; init; }

    /// <summary>In the order in which they lie in the bundle.</summary>
    public required ImmutableArray<SectionEntry> Sections { get; init; }

    public static Outcome<Manifest, Refusal> Read(ReadOnlyMemory<byte> document)
    {
        if (!StrictJson.Parse(document, "manifest").Try(out var json, out var refusal))
        {
            return refusal.As<Manifest>();
        }

        if (json.Number("format", 0, int.MaxValue) is var format && format != CurrentFormat)
        {
            json.Fail(RefusalReason.UnknownFormat, $"format {format}, this program reads {CurrentFormat}");
        }

        var manifest = new Manifest
        {
            Layer = ReadLayer(json),
            Number = json.Number("number", 1, Limits.ReleaseNumber, RefusalReason.NumberOutOfRange),
            Created = json.Time("created"),
            Expires = json.Time("expires"),
            Needs = ReadNeeds(json),
            Sections = [.. json.List(
                "sections", Limits.ReleaseSections, RefusalReason.TooManySections, ReadSection)],
        };
        CheckTotals(manifest, json);
        json.Finish();
        if (json.Problem is null && !manifest.Write().AsSpan().SequenceEqual(document.Span))
        {
            json.Fail(RefusalReason.NotCanonical, "says the same in other bytes than it is written with");
        }

        return json.Problem is { } problem
            ? problem.As<Manifest>()
            : Outcome<Manifest, Refusal>.Ok(manifest);
    }

    /// <summary>The bytes to sign: one line, keys in a fixed order.</summary>
    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("format", CurrentFormat);
            json.WriteString("layer", Layer.Name());
            json.WriteNumber("number", Number);
            json.WriteString("created", Text(Created));
            json.WriteString("expires", Text(Expires));
            json.WriteStartObject("needs");
            json.WriteNumber("features", Needs.Features);
            json.WriteNumber("trees", Needs.Trees);
            json.WriteNumber("rows", Needs.Rows);
            json.WriteEndObject();
            json.WriteStartArray("sections");
            foreach (var section in Sections)
            {
                json.WriteStartObject();
                json.WriteString("name", section.Name);
                json.WriteString("hash", section.Hash.ToString());
                json.WriteString("packed_hash", section.PackedHash.ToString());
                json.WriteNumber("packed", section.Packed);
                json.WriteNumber("unpacked", section.Unpacked);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    internal static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static Layer ReadLayer(StrictJson json)
    {
        var name = json.Text("layer", NameCharacters);
        var layer = LayerNames.Read(name);
        if (layer == Layer.Unset)
        {
            json.Fail(RefusalReason.UnknownLayer, $"no layer is called '{name}'");
        }

        return layer;
    }

    private static ReleaseNeeds ReadNeeds(StrictJson json)
    {
        var part = json.Object("needs");
        var needs = new ReleaseNeeds(
            (int)part.Number("features", 0, int.MaxValue),
            (int)part.Number("trees", 0, int.MaxValue),
            (int)part.Number("rows", 0, int.MaxValue));
        json.Take(part);
        return needs;
    }

    private static SectionEntry ReadSection(StrictJson json)
    {
        var name = json.Text("name", NameCharacters);
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameAlphabet))
        {
            json.Fail(RefusalReason.BadSectionName, $"'{name}' is no name of a section");
        }

        return new SectionEntry(
            name, json.Hash("hash"), json.Hash("packed_hash"),
            json.Number("packed", 0, Limits.ReleasePackedBytes, RefusalReason.TooLarge),
            json.Number("unpacked", 0, Limits.ReleaseUnpackedBytes, RefusalReason.TooLarge));
    }

    private static void CheckTotals(Manifest manifest, StrictJson json)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        long packed = 0, unpacked = 0;
        foreach (var section in manifest.Sections)
        {
            packed += section.Packed;
            unpacked += section.Unpacked;
            if (!names.Add(section.Name))
            {
                json.Fail(RefusalReason.DuplicateSection, $"two sections are called '{section.Name}'");
            }
        }

        if (packed > Limits.ReleasePackedBytes || unpacked > Limits.ReleaseUnpackedBytes)
        {
            json.Fail(
                RefusalReason.TooLarge,
                $"{packed} bytes packed and {unpacked} unpacked, at most {Limits.ReleasePackedBytes} and "
                + $"{Limits.ReleaseUnpackedBytes}");
        }

        if (manifest.Expires <= manifest.Created)
        {
            json.Fail(RefusalReason.Malformed, "expires before it was created");
        }
    }
}
