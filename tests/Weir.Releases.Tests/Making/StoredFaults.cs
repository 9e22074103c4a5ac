using System.Text;
using Weir.Decisions;
using Weir.Releases.History;
using Weir.Releases.Trust;
using static Weir.Releases.RefusalReason;
using static Weir.Releases.Tests.Making.Made;

namespace Weir.Releases.Tests.Making;

/// <summary>What a node finds in its own folder and must not trip over.</summary>
internal static class StoredFaults
{
    private static readonly (string Name, string Old, string New, RefusalReason Reason)[] Edits =
    [
        ("format-2", "\"format\": 1", "\"format\": 2", UnknownFormat),
        ("format-negative", "\"format\": 1", "\"format\": -1", Malformed),
        ("format-2-to-31", "\"format\": 1", "\"format\": 2147483648", Malformed),
        ("unknown-key", "\"format\": 1", "\"format\": 1, \"note\": \"\"", UnknownKey),
        ("key-twice", "\"format\": 1", "\"format\": 1, \"format\": 1", DuplicateKey),
    ];

    private static readonly (string Name, string Old, string New, RefusalReason Reason)[] TrustEdits =
    [
        .. Edits,
        ("floor-of-no-layer", "\"model\"", "\"models\"", UnknownLayer),
        ("floor-of-a-long-layer", "\"model\"", "\"modelmodelmodelmodel\"", Malformed),
        ("floor-twice", "\"model\"", "\"signals\"", Malformed),
        ("floor-number-0", "\"number\": 7", "\"number\": 0", Malformed),
        ("floor-number-2-to-63-less-1", "\"number\": 7", "\"number\": 9223372036854775807", Malformed),
        ("floor-hash-short", "\"hash\": \"", "\"hash\": \"00\", \"old\": \"", Malformed),
        ("highest-time-zero", "\"highest_time\": \"2026", "\"highest_time\": \"0000", Malformed),
        ("why-long", "\"slow\"", $"\"{new string('w', 201)}\"", Malformed),
        ("root-no-base64", "\"root\": \"", "\"root\": \"!", Truncated),
        ("root-of-zeros", "\"root\": \"", "\"root\": \"AAAA", WrongMagic),
        ("root-empty", "\"root\": \"", "\"root\": \"\", \"old\": \"", UnknownKey),
        ("root-missing", "\"root\"", "\"roots\"", MissingKey),
        ("root-long", "\"root\": \"", $"\"root\": \"{new string('A', 140_000)}", Malformed),
    ];

    private static readonly (string Name, string Old, string New, RefusalReason Reason)[] ProvenEdits =
    [
        .. Edits,
        ("layer-unknown", "\"model\"", "\"models\"", UnknownLayer),
        ("layer-long", "\"model\"", "\"modelmodelmodelmodel\"", Malformed),
        ("layer-twice", "\"model\"", "\"signals\"", UnknownLayer),
        ("scoring-negative", "\"scoring\": 1", "\"scoring\": -1", Malformed),
        ("scoring-2-to-32", "\"scoring\": 1", "\"scoring\": 4294967297", Malformed),
        ("at-no-time", "\"at\": \"2026", "\"at\": \"soon", Malformed),
        ("hash-capital", "\"hash\": \"", "\"hash\": \"AB", Malformed),
        ("five-layers", "\"releases\": [", "\"releases\": [{},{},{},", Malformed),
    ];

    public static IEnumerable<Made> All()
    {
        var trust = Encoding.UTF8.GetString(TrustFile.Write(World.Trust()));
        var proven = Encoding.UTF8.GetString(ProvenFile.Write(World.Proven()));
        var more = World.Proven().Add(World.Proven()[0]);
        return Edited("trust", trust, TrustEdits)
            .Concat(Edited("proven", proven, ProvenEdits))
            .Concat(Garbage("trust", trust))
            .Concat(Garbage("proven", proven))
            .Append(AtRead("proven-four", ProvenFile.Write(more), TooLarge))
            .Append(AtRead("trust-floors-5", Bytes(Replaced(
                trust, "\"floors\": [", "\"floors\": [{},{},{},")), Malformed))
            .Append(AtRead("trust-quarantine-1025", TrustFile.Write(World.Trust() with
            {
                Quarantine = [.. Enumerable.Range(0, Limits.QuarantinedSections + 1).Select(static i =>
                    new QuarantinedSection(Hash256.Of(BitConverter.GetBytes(i)), "", World.Created))],
            }), TooLarge))
            .Append(AtVerify("trust-root-unsigned", Bytes(RootReplaced(trust)), Unsigned));
    }

    private static IEnumerable<Made> Edited(
        string kind,
        string text,
        IEnumerable<(string Name, string Old, string New, RefusalReason Reason)> edits) =>
        edits.Select(e => AtRead($"{kind}-{e.Name}", Bytes(Replaced(text, e.Old, e.New)), e.Reason));

    private static IEnumerable<Made> Garbage(string kind, string text) =>
    [
        AtRead($"{kind}-empty", [], Malformed),
        AtRead($"{kind}-zeros", new byte[512], Malformed),
        AtRead($"{kind}-truncated", Bytes(text[..(text.Length / 2)]), Malformed),
        AtRead($"{kind}-no-object", "[1]"u8.ToArray(), Malformed),
        AtRead($"{kind}-an-empty-object", "{}"u8.ToArray(), MissingKey),
        AtRead($"{kind}-a-bundle", new Draft().Bytes(), Malformed),
    ];

    private static string RootReplaced(string trust)
    {
        static string Base64(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
        return Replaced(trust, Base64(World.Root().Bytes.ToArray()), Base64(World.Signed(
            Root.Magic, SigningDomain.Root, Root.Write(World.RootOf(World.RootVersion)))));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
