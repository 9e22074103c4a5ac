using Weir.Decisions;
using Weir.Releases.Format;
using static Weir.Releases.RefusalReason;
using static Weir.Releases.Tests.Making.Made;

namespace Weir.Releases.Tests.Making;

/// <summary>Bundles whose manifest is wrong as text. Each is correctly signed.</summary>
internal static class ManifestFaults
{
    private const string Number = "\"number\":42";
    private const string Needs = "\"needs\":{\"features\":200,\"trees\":500,\"rows\":65536}";

    private static readonly string Created = $"\"created\":\"{Manifest.Text(World.Created)}\"";
    private static readonly string Expires = $"\"expires\":\"{Manifest.Text(World.Expires)}\"";

    // What is replaced, by what, and why it is then refused.
    private static readonly (string Name, string Old, string New, RefusalReason Reason)[] Edits =
    [
        ("comment", "{\"format\"", "{/**/\"format\"", Malformed),
        ("comma-too-many", "}]}", "}],}", Malformed),
        ("byte-order-mark", "{\"format\"", "\u00EF\u00BB\u00BF{\"format\"", Malformed),
        ("space", "{\"format\"", "{ \"format\"", NotCanonical),
        ("escape", "\"layer\"", "\"l\\u0061yer\"", NotCanonical),
        ("other-order", $"\"layer\":\"signals\",{Number}", $"{Number},\"layer\":\"signals\"", NotCanonical),
        ("too-deep", "{\"format\"", "{\"x\":[[[[[[[[]]]]]]]],\"format\"", Malformed),

        ("format-2", "\"format\":1", "\"format\":2", UnknownFormat),
        ("format-0", "\"format\":1", "\"format\":0", UnknownFormat),
        ("format-negative", "\"format\":1", "\"format\":-1", Malformed),
        ("format-2-to-31", "\"format\":1", "\"format\":2147483648", Malformed),
        ("format-as-text", "\"format\":1", "\"format\":\"1\"", Malformed),

        ("layer-unknown", "\"signals\"", "\"signal\"", UnknownLayer),
        ("layer-capital", "\"signals\"", "\"Signals\"", UnknownLayer),
        ("layer-empty", "\"signals\"", "\"\"", UnknownLayer),
        ("layer-long", "\"signals\"", $"\"{new string('s', 65)}\"", Malformed),
        ("layer-null", "\"signals\"", "null", Malformed),
        ("layer-no-utf8", "\"signals\"", "\"signals\u00FF\"", Malformed),
        ("layer-half-surrogate", "\"signals\"", "\"\\ud800\"", Malformed),

        ("number-0", Number, "\"number\":0", NumberOutOfRange),
        ("number-negative", Number, "\"number\":-42", NumberOutOfRange),
        ("number-2-to-53-and-1", Number, "\"number\":9007199254740993", NumberOutOfRange),
        ("number-2-to-63-less-1", Number, "\"number\":9223372036854775807", NumberOutOfRange),
        ("number-2-to-63", Number, "\"number\":9223372036854775808", NumberOutOfRange),
        ("number-with-point", Number, "\"number\":42.0", NumberOutOfRange),
        ("number-with-exponent", Number, "\"number\":4.2e1", NumberOutOfRange),
        ("number-as-text", Number, "\"number\":\"42\"", Malformed),
        ("number-long", Number, $"\"number\":{new string('4', 2_000)}", NumberOutOfRange),

        ("created-no-time", Created, "\"created\":\"yesterday\"", Malformed),
        ("created-with-offset", Created, "\"created\":\"2026-06-01T11:59:00+00:00\"", Malformed),
        ("created-on-the-31st", Created, "\"created\":\"2026-06-31T11:59:00Z\"", Malformed),
        ("created-as-number", Created, "\"created\":1780315140", Malformed),
        ("expires-long", Expires, $"\"expires\":\"{new string('2', 500)}\"", Malformed),
        ("expires-when-created", Expires, $"\"expires\":\"{Manifest.Text(World.Created)}\"", Malformed),

        ("needs-features-negative", "\"features\":200", "\"features\":-1", Malformed),
        ("needs-features-2-to-31", "\"features\":200", "\"features\":2147483648", Malformed),
        ("needs-features-2-to-32", "\"features\":200", "\"features\":4294967296", Malformed),
        ("needs-trees-negative", "\"trees\":500", "\"trees\":-1", Malformed),
        ("needs-trees-2-to-32", "\"trees\":500", "\"trees\":4294967296", Malformed),
        ("needs-rows-negative", "\"rows\":65536", "\"rows\":-1", Malformed),
        ("needs-rows-2-to-32", "\"rows\":65536", "\"rows\":4294967296", Malformed),
        ("needs-rows-with-point", "\"rows\":65536", "\"rows\":0.5", Malformed),
        ("needs-as-list", Needs, "\"needs\":[]", Malformed),

        ("missing-number", $"{Number},", "", MissingKey),
        ("missing-expires", $"{Expires},", "", MissingKey),
        ("missing-needs", $"{Needs},", "", MissingKey),
        ("missing-trees", "\"trees\":500,", "", MissingKey),
        ("missing-section-hash", "\"packed_hash\"", "\"packed-hash\"", MissingKey),
        ("unknown-key", Number, $"{Number},\"urgent\":true", UnknownKey),
        ("unknown-key-in-needs", "\"trees\":500", "\"trees\":500,\"memory\":1", UnknownKey),
        ("unknown-key-in-section", "{\"name\"", "{\"offset\":0,\"name\"", UnknownKey),
        ("unknown-key-half-surrogate", Number, $"{Number},\"\\udc00\":1", UnknownKey),
        ("duplicate-key", Number, $"\"number\":43,{Number}", DuplicateKey),
        ("duplicate-key-in-needs", "\"trees\":500", "\"trees\":1,\"trees\":500", DuplicateKey),
        ("duplicate-key-in-section", "{\"name\":\"rows\"", "{\"name\":\"a\",\"name\":\"rows\"", DuplicateKey),
        ("duplicate-key-escaped", Number, $"{Number},\"numbe\\u0072\":42", DuplicateKey),

        ("sections-as-object", "\"sections\":[{", "\"sections\":{\"a\":[{", Malformed),
        ("needs-zero-negative", "\"rows\":65536", "\"rows\":-0", NotCanonical),
        ("section-as-text", "\"sections\":[", "\"sections\":[\"rows\",", Malformed),
        ("section-name-empty", "\"rows\",\"hash\"", "\"\",\"hash\"", BadSectionName),
        ("section-name-path", "\"rows\",\"hash\"", "\"../rows\",\"hash\"", BadSectionName),
        ("section-name-capital", "\"rows\",\"hash\"", "\"Rows\",\"hash\"", BadSectionName),
        ("section-name-zero", "\"rows\",\"hash\"", "\"ro\\u0000ws\",\"hash\"", BadSectionName),
        ("section-name-long", "\"rows\",\"hash\"", $"\"{new string('r', 65)}\",\"hash\"", Malformed),
        ("section-twice", "\"rows.sums\"", "\"rows\"", DuplicateSection),
        ("section-hash-short", "\"hash\":\"", "\"hash\":\"00\",\"old\":\"", Malformed),
    ];

    public static IEnumerable<Made> All()
    {
        foreach (var (name, old, by, reason) in Edits)
        {
            var draft = new Draft { Edit = text => Replaced(text, old, by) };
            if (name == "sections-as-object")
            {
                draft = draft with { Edit = text => Replaced(text, old, by)[..^1] + "}}" };
            }

            yield return AtRead($"bundle-{name}", draft.Bytes(), reason);
        }

        yield return AtRead("bundle-document-empty", Text(""), Malformed);
        yield return AtRead("bundle-document-no-json", Text("weir"), Malformed);
        yield return AtRead("bundle-document-a-list", Text("[]"), Malformed);
        yield return AtRead("bundle-document-null", Text("null"), Malformed);
        yield return AtRead("bundle-document-of-brackets", Text(new string('[', 60_000)), Malformed);
        yield return AtRead("bundle-document-an-object", Text("{}"), MissingKey);
        foreach (var made in Hashes().Concat(Sizes()))
        {
            yield return made;
        }
    }

    private static IEnumerable<Made> Hashes()
    {
        var hash = Hash256.Of(Draft.Rows).ToString();
        yield return Edited("section-hash-capital", hash, hash.ToUpperInvariant(), Malformed);
        yield return Edited("section-hash-no-digits", hash, new string('g', hash.Length), Malformed);
        yield return Edited("section-hash-long", hash, hash + "00", Malformed);
        yield return Edited("section-hash-one-short", hash, hash[..^1], Malformed);
    }

    private static IEnumerable<Made> Sizes()
    {
        const long Packed = Limits.ReleasePackedBytes;
        const long Unpacked = Limits.ReleaseUnpackedBytes;
        yield return Sized("packed-negative", -1, 5, TooLarge);
        yield return Sized("packed-over-limit", Packed + 1, 5, TooLarge);
        yield return Sized("packed-2-to-63-less-1", long.MaxValue, 5, TooLarge);
        yield return Sized("unpacked-negative", 1, -1, TooLarge);
        yield return Sized("unpacked-256-mib-and-1", 1, Unpacked + 1, TooLarge);
        yield return Sized("unpacked-2-to-63-less-1", 1, long.MaxValue, TooLarge);
        yield return Sized("packed-together-over-limit", Packed, 5, TooLarge);
        yield return Sized("unpacked-together-over-limit", 1, Unpacked, TooLarge);
        yield return Sized("packed-more-than-there-is", 4_000, 5, Truncated);
        yield return Sized("packed-less-than-there-is", 1, 5, TrailingBytes);
        yield return AtRead("bundle-sections-33", Many(), TooManySections);
    }

    private static byte[] Many() => new Draft
    {
        Sections = [.. Enumerable.Range(0, Limits.ReleaseSections + 1).Select(
            static i => DraftSection.Of($"part.{i}", [(byte)i]))],
    }.Bytes();

    // Other sizes for the last of two sections.
    private static Made Sized(string name, long packed, long unpacked, RefusalReason reason)
    {
        var last = DraftSection.Of("last", "12345"u8.ToArray());
        return AtRead($"bundle-{name}", new Draft
        {
            Sections =
            [
                DraftSection.Of("rows", Draft.Rows),
                last with { Entry = last.Entry with { Packed = packed, Unpacked = unpacked } },
            ],
        }.Bytes(), reason);
    }

    private static Made Edited(string name, string old, string by, RefusalReason reason) => AtRead(
        $"bundle-{name}", new Draft { Edit = text => Replaced(text, old, by) }.Bytes(), reason);

    private static byte[] Text(string document) => new Draft { Edit = _ => document }.Bytes();
}
