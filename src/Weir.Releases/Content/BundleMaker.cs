using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Releases.Content;

/// <summary>What a release says of itself besides its sections.</summary>
public readonly record struct ReleaseTerms(
    Layer Layer, long Number, DateTimeOffset Created, DateTimeOffset Expires, ReleaseNeeds Needs);

/// <summary>
/// Makes a bundle and reads its own output with the node's reader before anybody else sees it: under a root
/// that is made for this one look and trusts a key that is made for it too, so that the builder needs no
/// key, and the checks are the node's own and not a copy of them.
/// </summary>
public static class BundleMaker
{
    /// <param name="sections">What it holds.</param>
    /// <param name="terms">What it says of itself.</param>
    /// <param name="keys">Who signs; none for a bundle that somebody else signs later.</param>
    /// <param name="running">The plan that signals have to fit.</param>
    public static Outcome<byte[], Refusal> Make(
        BundleBuilder sections, ReleaseTerms terms, IReadOnlyList<SigningKey> keys, ScoringPlan? running)
    {
        var document = sections.Document(
            terms.Layer, terms.Number, terms.Created, terms.Expires, terms.Needs);
        if (SelfCheck(sections, document, terms, running) is { } refusal)
        {
            return refusal.As<byte[]>();
        }

        return Outcome<byte[], Refusal>.Ok(sections.Write(
            document, [.. keys.Select(k => k.Sign(SigningDomain.Release, document))]));
    }

    /// <summary>Signs what somebody has built; a key that has signed already is a refusal.</summary>
    public static Outcome<byte[], Refusal> Sign(ReadOnlyMemory<byte> bundle, SigningKey key)
    {
        if (!Bundle.Read(bundle).Try(out var read, out var refusal))
        {
            return refusal.As<byte[]>();
        }

        byte[] mine = [.. key.PublicKey.Bytes()];
        if (read.Envelope.Signatures.Any(s => s.PublicKey.Span.SequenceEqual(mine)))
        {
            return Refusal.Of(Gate.Verify, RefusalReason.DuplicateSignature, "this key has signed it already")
                .As<byte[]>();
        }

        var document = read.Envelope.Document.Span;
        var signed = Envelope.Write(Bundle.Magic, document,
            [.. read.Envelope.Signatures, key.Sign(SigningDomain.Release, document)]);
        return Outcome<byte[], Refusal>.Ok([.. signed, .. read.Envelope.Rest.Span]);
    }

    /// <summary>
    /// The content of a bundle whatever key signed it or none, for people who want to look inside. What is
    /// found is never activated: it can only be shown.
    /// </summary>
    public static Outcome<ReleaseContent, Refusal> Look(ReadOnlyMemory<byte> bundle, ScoringPlan? running)
    {
        if (!Bundle.Read(bundle).Try(out var read, out var refusal))
        {
            return refusal.As<ReleaseContent>();
        }

        using var key = SigningKey.Create();
        if (key is null || TrustOnly(key) is not { } trust)
        {
            return NoKey.As<ReleaseContent>();
        }

        var document = read.Envelope.Document.Span;
        var envelope = Envelope.Write(Bundle.Magic, document, [key.Sign(SigningDomain.Release, document)]);
        byte[] mine = [.. envelope, .. read.Envelope.Rest.Span];
        return Check(mine, trust, read.Manifest, running);
    }

    private static Refusal NoKey =>
        Refusal.Of(Gate.Verify, RefusalReason.Fault, "no key could be made to look at it with");

    private static Refusal? SelfCheck(
        BundleBuilder sections, byte[] document, ReleaseTerms terms, ScoringPlan? running)
    {
        using var key = SigningKey.Create();
        if (key is null || TrustOnly(key) is not { } trust)
        {
            return NoKey;
        }

        if (!Manifest.Read(document).Try(out var manifest, out var refusal))
        {
            return refusal;
        }

        var bytes = sections.Write(document, [key.Sign(SigningDomain.Release, document)]);
        return Check(bytes, trust, manifest, running).Match(
            static _ => default(Refusal?), static problem => problem);
    }

    private static Outcome<ReleaseContent, Refusal> Check(
        ReadOnlyMemory<byte> bytes, TrustState trust, Manifest manifest, ScoringPlan? running)
    {
        if (!Bundle.Read(bytes).Try(out var bundle, out var refusal))
        {
            return refusal.As<ReleaseContent>();
        }

        // As somebody who had the release before it, at the moment at which it was made.
        var floors = manifest.Number > 1
            ? trust.Floors.SetItem(manifest.Layer, new Floor(manifest.Number - 1, default))
            : trust.Floors;
        var context = new VerifyContext(manifest.Created);
        if (!Verifier.Verify(bundle, trust with { Floors = floors }, context)
                .Try(out var verified, out refusal)
            || !Validator.Validate(verified, running).Try(out var validated, out refusal))
        {
            return refusal.As<ReleaseContent>();
        }

        return Outcome<ReleaseContent, Refusal>.Ok(validated.Content);
    }

    private static TrustState? TrustOnly(SigningKey key)
    {
        var role = new Role([key.PublicKey], 1);
        var document = Root.Write(new RootContent(
            1, DateTimeOffset.UnixEpoch.AddYears(200),
            Roles.All.ToImmutableDictionary(static kind => kind, _ => role)));
        var bytes = Envelope.Write(Root.Magic, document, [key.Sign(SigningDomain.Root, document)]);
        return Root.Read(bytes).Match(
            static root => new TrustState(root), static _ => default(TrustState?));
    }
}
