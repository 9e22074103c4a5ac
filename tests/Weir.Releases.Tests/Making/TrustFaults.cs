using Weir.Decisions;
using Weir.Releases.Format;
using Weir.Releases.Tests.Judging;
using Weir.Releases.Trust;
using static Weir.Releases.RefusalReason;
using static Weir.Releases.Tests.Making.Made;

namespace Weir.Releases.Tests.Making;

/// <summary>Bundles that read well and must not be believed.</summary>
internal static class TrustFaults
{
    public static IEnumerable<Made> All() =>
        Signing().Concat(Numbers()).Concat(Times()).Concat(Needing()).Concat(Sections());

    private static IEnumerable<Made> Signing()
    {
        var draft = new Draft();
        var mine = World.Sign("signals", SigningDomain.Release, draft.Document());
        yield return AtVerify("bundle-stripped", draft.BytesSigned(), Unsigned);
        yield return AtVerify("bundle-signed-twice", draft.BytesSigned(mine, mine), DuplicateSignature);
        yield return AtVerify("bundle-policy-signed-twice-by-one",
            new Draft { Layer = Layer.Policy, Number = 1, Signers = ["policy-1", "policy-1"] }.Bytes(),
            DuplicateSignature);
        yield return AtVerify("bundle-signed-for-another",
            draft.BytesSigned(World.Sign("signals", SigningDomain.Release, World.Last.Document())),
            BadSignature);
        yield return AtVerify("bundle-signed-as-root",
            draft.BytesSigned(World.Sign("signals", SigningDomain.Root, draft.Document())), BadSignature);
        yield return AtVerify("bundle-signed-as-head",
            draft.BytesSigned(World.Sign("signals", SigningDomain.Head, draft.Document())), BadSignature);
        yield return AtVerify("bundle-one-signature-good-one-bad",
            draft.BytesSigned(mine, World.Sign("model", SigningDomain.Root, draft.Document())), BadSignature);
        yield return AtVerify("bundle-signature-of-another-key",
            draft.BytesSigned(mine with
            {
                Signature = World.Sign("stranger", SigningDomain.Release, draft.Document()).Signature,
            }), BadSignature);
        yield return AtVerify("bundle-key-of-small-order",
            draft.BytesSigned(new ReceivedSignature(
                Changed(new byte[32], 0, 1), Changed(new byte[64], 0, 1))), BadSignature);
        yield return AtVerify("bundle-key-no-point",
            draft.BytesSigned(mine with { PublicKey = Enumerable.Repeat((byte)0xFF, 32).ToArray() }),
            BadSignature);

        yield return Signed("by-a-stranger", Layer.Signals, UnknownSigner, "stranger");
        yield return Signed("by-two-strangers", Layer.Policy, UnknownSigner, "stranger", "stranger-2");
        yield return Signed("by-another-layer", Layer.Signals, RoleNotAllowed, "model");
        yield return Signed("by-head", Layer.Signals, RoleNotAllowed, "head");
        yield return Signed("by-root", Layer.Signals, RoleNotAllowed, "root-1", "root-2");
        yield return Signed("of-another-layer", Layer.Lists, RoleNotAllowed, "signals");
        yield return Signed("policy-by-one-of-two", Layer.Policy, ThresholdNotMet, "policy-1");
        yield return Signed(
            "policy-by-one-and-others", Layer.Policy, ThresholdNotMet, "policy-2", "model", "stranger");
    }

    private static IEnumerable<Made> Numbers()
    {
        yield return AtVerify("bundle-sent-again", World.Last.Bytes(), Replayed);
        yield return AtVerify("bundle-older", new Draft { Number = World.Floor - 1 }.Bytes(), Replayed);
        yield return AtVerify("bundle-first-again", new Draft { Number = 1 }.Bytes(), Replayed);
        yield return AtVerify(
            "bundle-other-of-this-number", new Draft { Number = World.Floor }.Bytes(), Equivocation);
        yield return AtVerify("bundle-number-jump",
            new Draft { Number = World.Floor + Limits.ReleaseNumberStep + 1 }.Bytes(), NumberOutOfRange);
        yield return AtVerify("bundle-number-2-to-53",
            new Draft { Number = Limits.ReleaseNumber }.Bytes(), NumberOutOfRange);
    }

    private static IEnumerable<Made> Times()
    {
        yield return AtVerify("bundle-expired", new Draft { Expires = Judge.Now }.Bytes(), Expired);
        yield return AtVerify("bundle-from-the-future",
            new Draft
            {
                Created = Judge.Now + Limits.ClockTrust + TimeSpan.FromSeconds(1),
                Expires = Judge.Now.AddDays(3),
            }.Bytes(), NotYet);
    }

    private static IEnumerable<Made> Needing()
    {
        yield return AtVerify("bundle-needs-features",
            new Draft { Needs = new ReleaseNeeds(Limits.Features + 1, 1, 1) }.Bytes(), NeedsMore);
        yield return AtVerify("bundle-needs-trees",
            new Draft { Needs = new ReleaseNeeds(1, Limits.Trees + 1, 1) }.Bytes(), NeedsMore);
        yield return AtVerify("bundle-needs-rows",
            new Draft { Needs = new ReleaseNeeds(1, 1, Limits.SignalRows + 1) }.Bytes(), NeedsMore);
    }

    private static IEnumerable<Made> Sections()
    {
        yield return With("quarantined", Quarantined, DraftSection.Of("rows", World.Quarantined));
        yield return With("quarantined-repacked", Quarantined,
            DraftSection.Of("more", World.Quarantined, level: 1));

        // A million of zeros in a hundred bytes, declared as a thousand.
        var bomb = DraftSection.Of("rows", new byte[1_000_000]);
        yield return With("decompression-bomb", SectionCorrupt,
            Declaring(bomb, 1_000));
        yield return With("declares-more", SectionCorrupt,
            Declaring(bomb, 2_000_000));
        yield return With("declares-one-more", SectionCorrupt, Declaring(bomb, 1_000_001));
        var rows = DraftSection.Of("rows", Draft.Rows);
        yield return With("content-of-another-hash", SectionCorrupt,
            rows with { Entry = rows.Entry with { Hash = Hash256.Of("other"u8) } });
        yield return With("section-not-packed", SectionCorrupt,
            DraftSection.Raw("rows", Draft.Rows, rows.Entry));
        yield return With("frame-truncated", SectionCorrupt,
            DraftSection.Raw("rows", rows.Packed[..^3], rows.Entry));
        yield return With("frame-and-rubbish", SectionCorrupt,
            DraftSection.Raw("rows", [.. rows.Packed, 1, 2, 3], rows.Entry));
        yield return With("frame-empty", SectionCorrupt, DraftSection.Raw("rows", [], rows.Entry));
        yield return With("sections-exchanged", HashMismatch,
            rows with { Packed = [.. rows.Packed.Reverse()] });
        yield return With("section-of-a-dictionary", SectionCorrupt,
            DraftSection.Raw("rows", Changed(rows.Packed, 4, (byte)(rows.Packed[4] | 3)), rows.Entry));
    }

    // The hash is of as many zeros, so that nothing but the size can be what does not fit.
    private static DraftSection Declaring(DraftSection section, int bytes) => section with
    {
        Entry = section.Entry with { Unpacked = bytes, Hash = Hash256.Of(new byte[bytes]) },
    };

    private static Made With(string name, RefusalReason reason, DraftSection section) =>
        AtVerify($"bundle-{name}", new Draft { Sections = [section] }.Bytes(), reason);

    private static Made Signed(string name, Layer layer, RefusalReason reason, params string[] signers) =>
        AtVerify($"bundle-{name}", new Draft { Layer = layer, Signers = signers }.Bytes(), reason);
}
