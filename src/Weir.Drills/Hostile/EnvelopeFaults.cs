using Weir.Decisions;
using Weir.Releases;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Drills.Hostile;

/// <summary>What is wrong before anybody looks inside: bytes, manifest, signatures, numbers, times.</summary>
internal static class EnvelopeFaults
{
    private const int Bomb = 64 * 1024 * 1024;

    public static IEnumerable<HostileBundle> All(Forge forge, BundleBuilder good, long number) =>
        Bytes(forge.Signed(good, Layer.Signals, number))
            .Concat(Text(forge, good, number))
            .Concat(Trust(forge, good, number))
            .Concat(Sizes(forge, number));

    private static IEnumerable<HostileBundle> Bytes(byte[] good)
    {
        yield return new("empty", RefusalReason.Truncated, []);
        yield return new("half", RefusalReason.Truncated, good[..(good.Length / 2)]);
        yield return new("another magic", RefusalReason.WrongMagic, Flipped(good, 0));
        yield return new("bytes behind its end", RefusalReason.TrailingBytes, [.. good, 0]);
        yield return new("a bit of a section", RefusalReason.HashMismatch, Flipped(good, good.Length - 1));
        if (!Bundle.Read(good).Try(out var bundle, out var refusal))
        {
            throw new DrillException(refusal.ToString());
        }

        var document = bundle.Envelope.Document.Span.ToArray();
        var signature = bundle.Envelope.Signatures.First();
        yield return new("unsigned", RefusalReason.Unsigned, With(bundle, document));
        yield return new(
            "signed twice by one key", RefusalReason.DuplicateSignature,
            With(bundle, document, signature, signature));
        yield return new(
            "a bit of the signature", RefusalReason.BadSignature,
            With(bundle, document, new ReceivedSignature(
                signature.PublicKey, Flipped(signature.Signature.ToArray(), 5))));
    }

    private static IEnumerable<HostileBundle> Text(Forge forge, BundleBuilder good, long number)
    {
        (string Name, string Old, string New, RefusalReason Reason)[] edits =
        [
            ("another format", "\"format\":1", "\"format\":2", RefusalReason.UnknownFormat),
            ("another layer", "\"layer\":\"signals\"", "\"layer\":\"sound\"", RefusalReason.UnknownLayer),
            ("a key nobody knows", "{\"format\"", "{\"extra\":1,\"format\"", RefusalReason.UnknownKey),
            ("a key twice", "{\"format\":1", "{\"format\":1,\"format\":1", RefusalReason.DuplicateKey),
            ("a space", "{\"format\"", "{ \"format\"", RefusalReason.NotCanonical),
            ("number 0", $"\"number\":{number},", "\"number\":0,", RefusalReason.NumberOutOfRange),
            ("number 2^63-1", $"\"number\":{number},", $"\"number\":{long.MaxValue},",
                RefusalReason.NumberOutOfRange),
            ("a section's name", "\"name\":\"counts\"", "\"name\":\"Counts\"", RefusalReason.BadSectionName),
            ("two sections of a name", "\"name\":\"counts\"", "\"name\":\"traffic\"",
                RefusalReason.DuplicateSection),
            ("no JSON", "\"sections\":[", "\"sections\":[,", RefusalReason.Malformed),
        ];
        return edits.Select(e => new HostileBundle(
            e.Name, e.Reason, forge.Signed(good, Layer.Signals, number, Forge.Edit(e.Old, e.New))));
    }

    private static IEnumerable<HostileBundle> Trust(Forge forge, BundleBuilder good, long number)
    {
        byte[] Made(
            RoleKind? by = null, TimeSpan? age = null, TimeSpan? life = null, ReleaseNeeds? needs = null,
            long step = 0) =>
            forge.Signed(good, Layer.Signals, number + step, null, by, age, life, needs);

        var document = good.Document(
            Layer.Signals, number, forge.Now, forge.Now.AddDays(1), new ReleaseNeeds(200, 500, 1_000));
        yield return new(
            "a key nobody trusts", RefusalReason.UnknownSigner,
            good.Write(document, [forge.Sign("stranger", document)]));
        yield return new("the key of another role", RefusalReason.RoleNotAllowed, Made(RoleKind.Model));
        yield return new(
            "a number too far", RefusalReason.NumberOutOfRange, Made(step: Limits.ReleaseNumberStep + 1));
        yield return new(
            "expired", RefusalReason.Expired, Made(age: TimeSpan.FromHours(3), life: TimeSpan.FromHours(1)));
        yield return new(
            "from the day after tomorrow", RefusalReason.NotYet, Made(age: -TimeSpan.FromDays(2)));
        yield return new(
            "expires before it was made", RefusalReason.Malformed, Made(life: -TimeSpan.FromHours(1)));
        yield return new(
            "needs 100,000 features", RefusalReason.NeedsMore, Made(needs: new ReleaseNeeds(100_000, 0, 0)));
        yield return new(
            "needs a million rows", RefusalReason.NeedsMore,
            Made(needs: new ReleaseNeeds(200, 0, 1_000_000)));
    }

    private static IEnumerable<HostileBundle> Sizes(Forge forge, long number)
    {
        var many = new BundleBuilder();
        for (var i = 0; i <= Limits.ReleaseSections; i++)
        {
            many.Add($"s{i}", []);
        }

        yield return new(
            "a section too many", RefusalReason.TooManySections, forge.Signed(many, Layer.Signals, number));
        var bomb = new BundleBuilder().Add("traffic", new byte[Bomb]);
        yield return new(
            "a bomb that declares ten bytes", RefusalReason.SectionCorrupt,
            forge.Signed(bomb, Layer.Signals, number, Forge.Edit($"\"unpacked\":{Bomb}", "\"unpacked\":10")));
        yield return new(
            "a bomb that declares a gigabyte", RefusalReason.TooLarge,
            forge.Signed(
                bomb, Layer.Signals, number, Forge.Edit($"\"unpacked\":{Bomb}", "\"unpacked\":1073741824")));
    }

    private static byte[] With(Bundle bundle, byte[] document, params ReceivedSignature[] signatures) =>
        [.. Envelope.Write(Bundle.Magic, document, signatures), .. bundle.Envelope.Rest.Span];

    private static byte[] Flipped(byte[] bytes, int at)
    {
        var changed = (byte[])bytes.Clone();
        changed[at] ^= 0x10;
        return changed;
    }
}
