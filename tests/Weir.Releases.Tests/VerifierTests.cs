using Weir.Decisions;
using Weir.Releases.Format;
using Weir.Releases.Tests.Judging;
using Weir.Releases.Tests.Making;
using Weir.Releases.Trust;

namespace Weir.Releases.Tests;

/// <summary>What the verifier does beyond refusing files: what it gives, warns of and remembers.</summary>
public sealed class VerifierTests
{
    [Fact]
    public void Verified_GivesItsSectionsAndNoWarning()
    {
        var release = Verified(new Draft(), World.Trust());
        Assert.Equal(["rows", "rows.sums"], release.SectionNames.Order());
        Assert.Equal(Draft.Rows, release.Section("rows")?.ToArray());
        Assert.Null(release.Section("Rows"));
        Assert.Empty(release.Warnings);
        Assert.Equal(Hash256.Of(new Draft().Document()), release.Hash);
    }

    [Fact]
    public void Known_IsVerifiedAgainWhateverItsNumber()
    {
        var old = new Draft { Number = 5 };
        var hash = Hash256.Of(old.Document());
        Assert.Equal(RefusalReason.Replayed, Reason(old, World.Trust()));
        Assert.Equal(RefusalReason.Replayed, Reason(old, World.Trust(), known: Hash256.Of("other"u8)));
        var release = Verified(old, World.Trust(), known: hash);

        // And lowers nothing: what lies between is as much a replay as before.
        Assert.Equal(World.Floor, World.Trust().With(release).FloorOf(Layer.Signals)?.Number);
    }

    [Fact]
    public void Known_IsStillHeldToEverythingElse()
    {
        var draft = new Draft { Number = 5, Signers = ["stranger"] };
        Assert.Equal(
            RefusalReason.UnknownSigner, Reason(draft, World.Trust(), known: Hash256.Of(draft.Document())));
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(60 * 49)]
    public void Expired_ByAClockThatIsNotTrusted_OnlyWarns(int minutes)
    {
        // Below the highest signed time, or more than a day above it.
        var now = Judge.Now.AddMinutes(minutes);
        var draft = new Draft { Created = now.AddMinutes(-2), Expires = now.AddMinutes(-1) };
        Assert.Contains("expired", Assert.Single(Verified(draft, World.Trust(), now: now).Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Accepted_RaisesFloorAndTime()
    {
        var trust = World.Trust();
        var next = trust.With(Verified(new Draft(), trust));
        Assert.Equal(World.Floor + 1, next.FloorOf(Layer.Signals)?.Number);
        Assert.Equal(7, next.FloorOf(Layer.Model)?.Number);
        Assert.Equal(World.Created, next.HighestTime);
        Assert.Equal(RefusalReason.Replayed, Reason(new Draft(), next));
    }

    [Fact]
    public void Refusal_NamesCulpritAndLimit()
    {
        var draft = new Draft { Needs = new ReleaseNeeds(201, 1, 1) };
        var refusal = Verify(draft, World.Trust(), Judge.Now, null).Match(static _ => default, static r => r);
        Assert.Equal("Verify: NeedsMore: needs 201 features; this program holds 200", refusal.ToString());
    }

    private static RefusalReason Reason(Draft draft, TrustState trust, Hash256? known = null) =>
        Verify(draft, trust, Judge.Now, known).Match(static _ => RefusalReason.Unset, static r => r.Reason);

    private static VerifiedRelease Verified(
        Draft draft, TrustState trust, Hash256? known = null, DateTimeOffset? now = null)
    {
        Assert.True(
            Verify(draft, trust, now ?? Judge.Now, known).Try(out var release, out var refusal),
            refusal.ToString());
        return release;
    }

    private static Outcome<VerifiedRelease, Refusal> Verify(
        Draft draft, TrustState trust, DateTimeOffset now, Hash256? known)
    {
        Assert.True(Bundle.Read(draft.Bytes()).Try(out var bundle, out var refusal), refusal.ToString());
        return Verifier.Verify(bundle, trust, new VerifyContext(now, known));
    }
}
