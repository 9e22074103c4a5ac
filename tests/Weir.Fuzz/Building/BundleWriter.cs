using System.Collections.Immutable;
using System.Security.Cryptography;
using Weir.Releases;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Fuzz.Building;

/// <summary>Makes and signs releases with one key, which its root trusts for everything.</summary>
internal sealed class BundleWriter
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly SigningKey _key = SigningKey.FromSeed(SHA256.HashData("weir fuzz"u8))
        ?? throw new InvalidOperationException("no key");

    public BundleWriter()
    {
        var role = new Role([_key.PublicKey], 1);
        var document = Root.Write(new RootContent(
            1, Now.AddYears(1), Roles.All.ToImmutableDictionary(static kind => kind, _ => role)));
        Trust = new TrustState(Root
            .Read(Envelope.Write(Root.Magic, document, [_key.Sign(SigningDomain.Root, document)]))
            .Match(static root => root, static r => throw new InvalidOperationException(r.ToString())))
        {
            Quarantine = [new QuarantinedSection(Hash256.Of([0]), "known", Now)],
        };
    }

    public TrustState Trust { get; }

    public byte[] Signed(byte[] document, byte[] body) =>
    [
        .. Envelope.Write(Bundle.Magic, document, [_key.Sign(SigningDomain.Release, document)]),
        .. body,
    ];

    /// <summary>A whole release by chance; one that is not honest declares what is not so.</summary>
    public byte[] Made(Random chance, bool honest)
    {
        var entries = ImmutableArray.CreateBuilder<SectionEntry>();
        var body = new List<byte>();
        for (var i = chance.Next(4); i > 0; i--)
        {
            var content = new byte[chance.Next(1 << chance.Next(16))];
            chance.NextBytes(content.AsSpan(0, Math.Min(content.Length, chance.Next(64))));
            var packed = Packing.Pack(content);
            var entry = new SectionEntry(
                $"part.{i}", Hash256.Of(content), Hash256.Of(packed), packed.Length, content.Length);
            entries.Add(honest ? entry : Lied(entry, chance));
            body.AddRange(packed);
        }

        return Signed(
            new Manifest
            {
                Layer = (Layer)(1 + chance.Next(4)),
                Number = 1 + chance.Next(honest ? 1_000 : 2_000_000),
                Created = Now.AddHours(-chance.Next(1, 100)),
                Expires = Now.AddHours(honest ? chance.Next(1, 100) : chance.Next(-50, 50)),
                Needs = new ReleaseNeeds(
                    chance.Next(honest ? 201 : 400), chance.Next(4_096), chance.Next(65_537)),
                Sections = entries.ToImmutable(),
            }.Write(),
            [.. body]);
    }

    private static SectionEntry Lied(SectionEntry entry, Random chance) => chance.Next(6) switch
    {
        0 => entry with { Unpacked = entry.Unpacked / 2 },
        1 => entry with { Unpacked = entry.Unpacked + 1 + chance.Next(100_000) },
        2 => entry with { Hash = Hash256.Of([(byte)chance.Next(3)]) },
        3 => entry with { PackedHash = Hash256.Of([]) },
        4 => entry with { Packed = Math.Max(0, entry.Packed + chance.Next(-3, 4)) },
        _ => entry,
    };
}
