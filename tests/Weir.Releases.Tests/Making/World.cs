using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Weir.Releases.Format;
using Weir.Releases.History;
using Weir.Releases.Tests.Judging;
using Weir.Releases.Trust;

namespace Weir.Releases.Tests.Making;

/// <summary>
/// The node that every file is held against: keys made from their names, fixed times, a root that takes two
/// of two for its successor and two of three for policy, and a past.
/// </summary>
internal static class World
{
    public const long Floor = 41;
    public const int RootVersion = 3;
    public static readonly DateTimeOffset Created = Judge.Now.AddMinutes(-1);
    public static readonly DateTimeOffset Expires = Judge.Now.AddHours(1);
    public static readonly byte[] Quarantined = Encoding.UTF8.GetBytes(new string('q', 500));

    /// <summary>The release whose number is the floor, to be sent again.</summary>
    public static readonly Draft Last = new() { Number = Floor, Created = Judge.Now.AddMinutes(-5) };

    public static SigningKey Key(string name) =>
        SigningKey.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes("weir tests: " + name)))
        ?? throw new InvalidOperationException("no key");

    public static Role Role(int threshold, params string[] keys) =>
        new([.. keys.Select(PublicKey)], threshold);

    public static RootContent RootOf(long version) => new(
        version,
        new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
        ImmutableDictionary<RoleKind, Role>.Empty
            .Add(RoleKind.Root, Role(2, "root-1", "root-2"))
            .Add(RoleKind.Model, Role(1, "model"))
            .Add(RoleKind.Signals, Role(1, "signals"))
            .Add(RoleKind.Lists, Role(1, "lists"))
            .Add(RoleKind.Policy, Role(2, "policy-1", "policy-2", "policy-3"))
            .Add(RoleKind.Head, Role(1, "head")));

    public static byte[] Signed(
        ReadOnlySpan<byte> magic, SigningDomain domain, byte[] document, params string[] signers) =>
        Envelope.Write(magic, document, [.. signers.Select(s => Sign(s, domain, document))]);

    public static ReceivedSignature Sign(string signer, SigningDomain domain, byte[] document)
    {
        using var key = Key(signer);
        return key.Sign(domain, document);
    }

    public static Root Root() => Weir.Releases.Trust.Root
        .Read(Signed(
            Weir.Releases.Trust.Root.Magic, SigningDomain.Root,
            Weir.Releases.Trust.Root.Write(RootOf(RootVersion)), "root-1", "root-2"))
        .Match(static root => root, static r => throw new InvalidOperationException(r.ToString()));

    public static TrustState Trust() => new(Root())
    {
        HighestTime = Judge.Now.AddMinutes(-5),
        Floors = TrustState.NoFloors
            .Add(Layer.Signals, new Floor(Floor, Hash256.Of(Last.Document())))
            .Add(Layer.Model, new Floor(7, Hash256.Of("seven"u8))),
        Quarantine =
        [
            new QuarantinedSection(Hash256.Of("another"u8), "slow", Judge.Now.AddDays(-2)),
            new QuarantinedSection(Hash256.Of(Quarantined), "stage faults", Judge.Now.AddDays(-1)),
        ],
    };

    public static ImmutableArray<ProvenTuple> Proven() =>
    [
        .. Enumerable.Range(1, 3).Select(i => new ProvenTuple(
            ReleaseTuple.Empty
                .With(Layer.Model, Hash256.Of("seven"u8))
                .With(Layer.Signals, Hash256.Of([(byte)i])),
            Scoring: 1,
            Judge.Now.AddHours(-i))),
    ];

    private static Ed25519Key PublicKey(string name)
    {
        using var key = Key(name);
        return key.PublicKey;
    }
}
