using System.Text;
using Weir.Decisions;
using Weir.Releases.Format;
using Weir.Releases.Trust;
using static Weir.Releases.RefusalReason;
using static Weir.Releases.Tests.Making.Made;

namespace Weir.Releases.Tests.Making;

/// <summary>A root in the making; as it stands it may follow the node's own.</summary>
internal sealed record RootDraft
{
    public RootContent Content { get; init; } = World.RootOf(World.RootVersion + 1);

    public string[] Signers { get; init; } = ["root-1", "root-2"];

    public Func<string, string> Edit { get; init; } = static text => text;

    public SigningDomain Domain { get; init; } = SigningDomain.Root;

    public byte[] Document() =>
        Encoding.Latin1.GetBytes(Edit(Encoding.Latin1.GetString(Root.Write(Content))));

    public byte[] Bytes() => World.Signed(Root.Magic, Domain, Document(), Signers);
}

/// <summary>Roots that must not follow the node's own.</summary>
internal static class RootFaults
{
    private const string Head = ",\"head\":{\"threshold\":1,\"keys\":";

    private static readonly (string Name, string Old, string New, RefusalReason Reason)[] Edits =
    [
        ("format-2", "\"format\":1", "\"format\":2", UnknownFormat),
        ("format-negative", "\"format\":1", "\"format\":-1", Malformed),
        ("format-2-to-31", "\"format\":1", "\"format\":2147483648", Malformed),
        ("version-0", "\"version\":4", "\"version\":0", Malformed),
        ("version-2-to-63-less-1", "\"version\":4", "\"version\":9223372036854775807", Malformed),
        ("expires-never", "2030-01-01T00:00:00Z", "never", Malformed),
        ("space", "{\"format\"", "{ \"format\"", NotCanonical),
        ("unknown-key", "\"roles\"", "\"urgent\":1,\"roles\"", UnknownKey),
        ("unknown-role", Head, $",\"tail\":{{}}{Head}", UnknownKey),
        ("role-twice", Head, $",\"head\":{{\"threshold\":1,\"keys\":[]}}{Head}", DuplicateKey),
        ("role-missing", "\"lists\"", "\"list\"", MissingKey),
        ("threshold-0", "\"policy\":{\"threshold\":2", "\"policy\":{\"threshold\":0", ThresholdZero),
        ("threshold-0-of-root", "\"root\":{\"threshold\":2", "\"root\":{\"threshold\":0", ThresholdZero),
        ("threshold-negative", "\"policy\":{\"threshold\":2", "\"policy\":{\"threshold\":-1", ThresholdZero),
        ("threshold-2-to-32", "\"policy\":{\"threshold\":2", "\"policy\":{\"threshold\":4294967296",
            ThresholdZero),
        ("threshold-over-keys", "\"policy\":{\"threshold\":2", "\"policy\":{\"threshold\":4", Malformed),
        ("unknown-key-in-role", Head, ",\"head\":{\"any\":true,\"threshold\":1,\"keys\":", UnknownKey),
        ("keys-as-text", $"{Head}[", $"{Head}\"all\",\"x\":[", Malformed),
        ("key-as-number", $"{Head}[", $"{Head}[7,", Malformed),
        ("key-and-number", "\"]}}}", "\",7]}}}", Malformed),
        ("key-short", $"{Head}[", $"{Head}[\"00\",", Malformed),
        ("key-long", $"{Head}[", $"{Head}[\"{new string('0', 66)}\",", Malformed),
        ("key-capital", $"{Head}[", $"{Head}[\"{new string('A', 64)}\",", Malformed),
        ("key-half-surrogate", $"{Head}[", $"{Head}[\"\\ud800\",", Malformed),
    ];

    public static RootDraft Next() => new();

    public static IEnumerable<Made> All()
    {
        foreach (var (name, old, by, reason) in Edits)
        {
            yield return AtRead(
                $"root-{name}", new RootDraft { Edit = text => Replaced(text, old, by) }.Bytes(), reason);
        }

        var bytes = Next().Bytes();
        yield return AtRead("root-empty", [], Truncated);
        yield return AtRead("root-truncated", bytes[..^1], Truncated);
        yield return AtRead("root-trailing-byte", [.. bytes, 0], TrailingBytes);
        yield return AtRead("root-is-a-bundle", new Draft().Bytes(), WrongMagic);
        yield return AtRead("root-no-json", Rewritten("{"), Malformed);
        yield return AtRead("root-key-twice", Headed(World.Role(1, "head", "head")), Malformed);
        yield return AtRead("root-keys-65", Headed(World.Role(
            1, [.. Enumerable.Range(0, Limits.RootKeys + 1).Select(static i => $"head-{i}")])), Malformed);
        foreach (var made in Chain())
        {
            yield return made;
        }
    }

    private static IEnumerable<Made> Chain()
    {
        var bytes = Next().Bytes();
        var mine = World.Sign("root-1", SigningDomain.Root, Next().Document());
        yield return AtVerify("root-flip-in-signature", Flipped(bytes, bytes.Length - 1), BadSignature);
        yield return AtVerify("root-unsigned", Signed(), Unsigned);
        yield return AtVerify("root-signed-twice-by-one", Signed("root-1", "root-1"), DuplicateSignature);
        yield return AtVerify("root-signed-as-release",
            (Next() with { Domain = SigningDomain.Release }).Bytes(), BadSignature);
        yield return AtVerify("root-one-signature-good-one-bad",
            Envelope.Write(Root.Magic, Next().Document(), [mine, mine with { PublicKey = new byte[32] }]),
            BadSignature);
        yield return AtVerify("root-by-one-of-two", Signed("root-1"), RootChain);
        yield return AtVerify("root-by-other-roles", Signed("model", "signals", "head"), RootChain);
        yield return AtVerify("root-version-same", Version(World.RootVersion), RootChain);
        yield return AtVerify("root-version-older", Version(World.RootVersion - 1), RootChain);
        yield return AtVerify("root-version-skipped", Version(World.RootVersion + 2), RootChain);
        yield return AtVerify("root-by-the-new-only", Other("root-3", "root-4"), RootChain);
        yield return AtVerify("root-by-the-new-and-one-old", Other("root-3", "root-4", "root-1"), RootChain);
        yield return AtVerify("root-by-the-old-only", Other("root-1", "root-2"), RootChain);
        yield return AtVerify(
            "root-by-the-old-and-one-new", Other("root-1", "root-2", "root-3"), RootChain);
    }

    private static byte[] Signed(params string[] signers) => (Next() with { Signers = signers }).Bytes();

    private static byte[] Version(long version) =>
        (Next() with { Content = World.RootOf(version) }).Bytes();

    private static byte[] Rewritten(string document) => (Next() with { Edit = _ => document }).Bytes();

    private static byte[] Headed(Role head) => (Next() with
    {
        Content = World.RootOf(4) with { Roles = World.RootOf(4).Roles.SetItem(RoleKind.Head, head) },
    }).Bytes();

    // The next root names two new keys for its own role.
    private static byte[] Other(params string[] signers) => new RootDraft
    {
        Content = World.RootOf(4) with
        {
            Roles = World.RootOf(4).Roles.SetItem(RoleKind.Root, World.Role(2, "root-3", "root-4")),
        },
        Signers = signers,
    }.Bytes();
}
