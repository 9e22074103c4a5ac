using System.Collections.Immutable;
using CsCheck;
using Weir.Decisions;
using Weir.Releases.Format;
using Weir.Releases.History;
using Weir.Releases.Tests.Making;
using Weir.Releases.Trust;

namespace Weir.Releases.Tests;

/// <summary>What holds for any manifest, root or bytes.</summary>
public sealed class PropertyTests
{
    private static readonly string[] Magics = ["", "WEIRREL1", "WEIRROOT"];

    private static readonly Gen<DateTimeOffset> Times =
        Gen.Long[0, 200_000_000_000].Select(static s => DateTimeOffset.UnixEpoch.AddSeconds(s));

    private static readonly Gen<Hash256> Hashes = Gen.Byte.Array[0, 8].Select(static b => Hash256.Of(b));

    private static readonly Gen<SectionEntry> Sections = Gen.Select(
        Hashes,
        Hashes,
        Gen.Long[0, Limits.ReleasePackedBytes / Limits.ReleaseSections],
        Gen.Long[0, Limits.ReleaseUnpackedBytes / Limits.ReleaseSections],
        static (hash, packed, size, unpacked) => new SectionEntry("", hash, packed, size, unpacked));

    private static readonly Gen<Manifest> Manifests = Gen.Select(
        Gen.Int[1, 4].Select(static i => (Layer)i),
        Gen.Long[1, Limits.ReleaseNumber],
        Gen.Select(Times, Gen.Long[1, 1_000_000]),
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 300], Gen.Int[0, int.MaxValue]),
        Sections.Array[0, Limits.ReleaseSections],
        static (layer, number, times, needs, sections) => new Manifest
        {
            Layer = layer,
            Number = number,
            Created = times.Item1,
            Expires = times.Item1.AddSeconds(times.Item2),
            Needs = new ReleaseNeeds(needs.Item1, needs.Item2, needs.Item3),
            Sections = [.. sections.Select(static (s, i) => s with { Name = $"part.{i}" })],
        });

    private static readonly Gen<Role> Filled = Gen.Select(
        Hashes.Array[1, 8],
        Gen.Int[1, 8],
        static (hashes, least) =>
        {
            var keys = hashes.Distinct().Select(static h => Key(h)).ToImmutableArray();
            return new Role(keys, Math.Min(least, keys.Length));
        });

    private static readonly Gen<RootContent> Roots = Gen.Select(
        Gen.Long[1, Limits.ReleaseNumber], Times, Filled.Array[6],
        static (version, expires, roles) => new RootContent(
            version,
            expires,
            Roles.All.Zip(roles).ToImmutableDictionary(static r => r.First, static r => r.Second)));

    [Fact]
    public void Manifest_WrittenAndRead_IsTheSame() => Manifests.Sample(static manifest =>
    {
        var bytes = manifest.Write();
        var again = Ok(Manifest.Read(bytes));
        Assert.Equal(manifest with { Sections = [] }, again with { Sections = [] });
        Assert.Equal(manifest.Sections, again.Sections);
        Assert.Equal(bytes, again.Write());
    });

    [Fact]
    public void Root_WrittenAndRead_IsTheSame() => Roots.Sample(
        static content =>
        {
            // Only who holds the keys can sign, so its own role is filled with keys of ours.
            var mine = content with
            {
                Roles = content.Roles.SetItem(RoleKind.Root, World.Role(2, "root-1", "root-2", "root-3")),
            };
            var document = Root.Write(mine);
            var root = Ok(Root.Read(World.Signed(
                Root.Magic, SigningDomain.Root, document, "root-3", "root-1")));
            Assert.Equal((mine.Version, mine.Expires), (root.Version, root.Expires));
            Assert.Equal(Hash256.Of(document), root.Fingerprint);
            Assert.All(Roles.All, kind => Assert.True(mine.Roles[kind].SameKeys(root[kind])));
        },
        iter: 30);

    [Fact]
    public void AnyBytes_BehindAnyMagic_AreRefusedWithoutAnException() => Gen.Select(
        Gen.Int[0, 2].Select(static i => Magics[i]), Gen.Byte.Array[0, 300], Gen.Int[0, 400]).Sample(
        static (magic, bytes, length) =>
        {
            byte[] received =
                [.. System.Text.Encoding.ASCII.GetBytes(magic), .. BitConverter.GetBytes(length), .. bytes];
            Refused(Bundle.Read(received));
            Refused(Bundle.Read(bytes));
            Refused(Root.Read(received));
            Refused(TrustFile.Read(bytes));
            Refused(ProvenFile.Read(bytes));
        });

    [Fact]
    public void AnyEnvelope_WrittenAndRead_IsTheSame() => Gen.Select(
        Gen.Byte.Array[0, 200],
        Gen.Select(Gen.Byte.Array[Envelope.PublicKeyBytes], Gen.Byte.Array[Envelope.SignatureBytes])
            .Array[0, Limits.ReleaseSignatures],
        Gen.Byte.Array[0, 50]).Sample(static (document, signatures, rest) =>
        {
            var signed = signatures.Select(static s => new ReceivedSignature(s.Item1, s.Item2)).ToArray();
            byte[] bytes = [.. Envelope.Write(Bundle.Magic, document, signed), .. rest];
            var read = Ok(Envelope.Read(bytes, Bundle.Magic, 200));
            Assert.Equal(document, read.Document.ToArray());
            Assert.Equal(rest, read.Rest.ToArray());
            Assert.Equal(signed.Select(Text), read.Signatures.Select(Text));
        });

    [Fact]
    public void AnyContent_PackedAndUnpacked_IsTheSame() => Gen.Byte.Array[0, 3_000].Sample(static content =>
    {
        var packed = Packing.Pack(content);
        var room = new byte[content.Length];
        Assert.True(Packing.TryUnpack(packed, room));
        Assert.Equal(content, room);
        Assert.False(Packing.TryUnpack(packed, new byte[content.Length + 1]));
        Assert.False(content.Length > 0 && Packing.TryUnpack(packed, new byte[content.Length - 1]));
    });

    private static string Text(ReceivedSignature signature) =>
        Convert.ToHexString([.. signature.PublicKey.Span, .. signature.Signature.Span]);

    private static Ed25519Key Key(Hash256 hash) => Ed25519Key.TryRead(hash.ToString(), out var key)
        ? key
        : throw new InvalidOperationException("no key");

    private static T Ok<T>(Outcome<T, Refusal> outcome)
        where T : notnull => outcome.Match(static value => value, static refusal =>
        {
            Assert.Fail(refusal.ToString());
            throw new InvalidOperationException();
        });

    private static void Refused<T>(Outcome<T, Refusal> outcome)
        where T : notnull => Assert.NotEqual(
            RefusalReason.Unset,
            outcome.Match(static _ => RefusalReason.Unset, static refusal => refusal.Reason));
}
