using System.Security.Cryptography;
using Weir.Decisions;
using Weir.Releases.Format;
using Weir.Releases.History;
using Weir.Releases.Tests.Making;
using Weir.Releases.Trust;

namespace Weir.Releases.Tests;

/// <summary>Keys, what is remembered about trust, and its file.</summary>
public sealed class TrustTests
{
    // RFC 8032, section 7.1, test 2.
    private const string Seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    private const string PublicKey = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";

    [Fact]
    public void Key_OfTheRfc_HasItsPublicKey()
    {
        using var key = SigningKey.FromSeed(Convert.FromHexString(Seed));
        Assert.Equal(PublicKey, key?.PublicKey.Text);
        Assert.Equal(Seed, Convert.ToHexStringLower(key?.Seed() ?? []));
        Assert.Null(SigningKey.FromSeed(new byte[31]));
    }

    [Fact]
    public void NewKey_SignsWhatItsPublicKeyChecks()
    {
        using var key = SigningKey.Create();
        Assert.NotNull(key);
        var signed = key.Sign(SigningDomain.Head, "text"u8);
        Assert.True(Checks(SigningDomain.Head, "text"u8, signed));
        Assert.False(Checks(SigningDomain.Release, "text"u8, signed));
        Assert.False(Checks(SigningDomain.Head, "test"u8, signed));
        var (shortSignature, shortKey) = (signed.Signature[..63], signed.PublicKey[..31]);
        Assert.False(Checks(SigningDomain.Head, "text"u8, signed with { Signature = shortSignature }));
        Assert.False(Checks(SigningDomain.Head, "text"u8, signed with { PublicKey = shortKey }));
        Assert.False(Checks(SigningDomain.Head, "text"u8, default));
    }

    [Fact]
    public void NextRoot_WithOtherKeysOfALayer_ForgetsItsFloorAlone()
    {
        var content = World.RootOf(World.RootVersion + 1);
        var next = new RootDraft
        {
            Content = content with
            {
                Roles = content.Roles.SetItem(RoleKind.Model, World.Role(1, "model-2")),
            },
        };
        Assert.True(World.Root().Next(next.Bytes()).Try(out var root, out var refusal), refusal.ToString());
        var trust = World.Trust().With(root);
        Assert.Null(trust.FloorOf(Layer.Model));
        Assert.Equal(World.Floor, trust.FloorOf(Layer.Signals)?.Number);
        Assert.Equal(root.Fingerprint, trust.Root.Fingerprint);
    }

    [Fact]
    public void NextRoot_WithAnotherThreshold_ForgetsTheFloorToo()
    {
        Assert.False(World.Role(1, "a", "b").SameKeys(World.Role(2, "a", "b")));
        Assert.True(World.Role(1, "a", "b").SameKeys(World.Role(1, "b", "a")));
    }

    [Fact]
    public void Quarantine_IsBoundedAndTheOldestLeaves()
    {
        var trust = World.Trust();
        for (var i = 0; i < Limits.QuarantinedSections; i++)
        {
            trust = trust.WithQuarantined(Hash256.Of(BitConverter.GetBytes(i)), "why", World.Created);
        }

        Assert.Equal(Limits.QuarantinedSections, trust.Quarantine.Length);
        Assert.Null(trust.IsQuarantined(Hash256.Of(World.Quarantined)));
        var last = trust.Quarantine[^1].Hash;
        Assert.NotNull(trust.IsQuarantined(last));
        Assert.Same(trust, trust.WithQuarantined(last, "again", World.Created));
        Assert.Null(trust.Released(last).IsQuarantined(last));
    }

    /// <summary>All of it, with every character as long as JSON can make it.</summary>
    [Theory]
    [InlineData("\u0001")]
    [InlineData("\U0001F9F1")]
    [InlineData("x\U0001F9F1")]
    [InlineData("\ud800")]
    public void TrustState_FullToTheLimits_IsReadAgain(string text)
    {
        var why = string.Concat(Enumerable.Repeat(text, 300));
        var trust = World.Trust() with
        {
            Quarantine =
            [
                .. Enumerable.Range(0, Limits.QuarantinedSections).Select(i => new QuarantinedSection(
                    Hash256.Of(BitConverter.GetBytes(i)), why, World.Created)),
            ],
        };
        var bytes = TrustFile.Write(trust);
        Assert.InRange(bytes.Length, 1, Limits.TrustBytes);
        Assert.True(TrustFile.Read(bytes).Try(out var read, out var refusal), refusal.ToString());
        Assert.Equal(Limits.QuarantinedSections, read.Quarantine.Length);
    }

    [Fact]
    public void TrustState_WrittenAndRead_IsTheSame()
    {
        var trust = World.Trust();
        Assert.True(TrustFile.Read(TrustFile.Write(trust)).Try(out var read, out _));
        Assert.Equal(trust.HighestTime, read.HighestTime);
        Assert.Equal(trust.Floors.OrderBy(static f => f.Key), read.Floors.OrderBy(static f => f.Key));
        Assert.Equal(trust.Quarantine, read.Quarantine);
        Assert.Equal(trust.Root.Fingerprint, read.Root.Fingerprint);
    }

    [Fact]
    public void ProvenTuples_WrittenAndRead_AreTheSame()
    {
        Assert.True(ProvenFile.Read(ProvenFile.Write(World.Proven())).Try(out var read, out _));
        Assert.Equal(World.Proven(), read);
    }

    [Fact]
    public void Builder_MakesWhatTheVerifierTakes()
    {
        var builder = new BundleBuilder().Add("rows", RandomNumberGenerator.GetBytes(5_000)).Add("none", []);
        var document = builder.Document(
            Layer.Model, 8, World.Created, World.Expires, new ReleaseNeeds(Features: 1, Trees: 2, Rows: 3));
        var bytes = builder.Write(document, [World.Sign("model", SigningDomain.Release, document)]);
        Assert.True(Bundle.Read(bytes).Try(out var bundle, out var refusal), refusal.ToString());
        var outcome = Verifier.Verify(bundle, World.Trust(), new VerifyContext(World.Created));
        Assert.True(outcome.Try(out var release, out refusal), refusal.ToString());
        Assert.Equal(5_000, release.Section("rows")?.Length);
    }

    private static bool Checks(SigningDomain domain, ReadOnlySpan<byte> document, ReceivedSignature signed) =>
        Signatures.Check(domain, document, signed.PublicKey.Span, signed.Signature.Span);
}
