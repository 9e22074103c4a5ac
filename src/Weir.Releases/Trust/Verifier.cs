using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Releases.Format;
using Sections = System.Collections.Immutable.ImmutableDictionary<string, System.ReadOnlyMemory<byte>>;

namespace Weir.Releases.Trust;

/// <summary>What the verifier holds a release against, besides what is trusted.</summary>
/// <param name="Now">The node's own clock, which may be wrong.</param>
/// <param name="Known">
/// The hash of a release that this node itself has proven, to be verified again at boot: its number may then
/// be the floor or below. Null for one that just came.
/// </param>
public readonly record struct VerifyContext(DateTimeOffset Now, Hash256? Known = null);

/// <summary>
/// The one way from bytes to a <see cref="VerifiedRelease"/>. In this order: signatures and role, number,
/// time, needs, quarantine, then section by section hash, size and content. Nothing is unpacked before a
/// signature has covered its hash, and nothing larger than what the manifest declares.
/// </summary>
public static class Verifier
{
    public static Outcome<VerifiedRelease, Refusal> Verify(
        Bundle bundle, TrustState trust, VerifyContext context)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        var refusal = CheckSigners(bundle, trust.Root)
            ?? CheckNumber(bundle, trust, context)
            ?? CheckTime(bundle, trust, context, warnings)
            ?? CheckNeeds(bundle.Manifest.Needs)
            ?? CheckQuarantine(bundle.Manifest, trust);
        if (refusal is { } problem)
        {
            return problem.As<VerifiedRelease>();
        }

        return Unpack(bundle).Match(
            sections => Outcome<VerifiedRelease, Refusal>.Ok(
                new VerifiedRelease(bundle, sections, warnings.ToImmutable())),
            static r => r.As<VerifiedRelease>());
    }

    private static Refusal? CheckSigners(Bundle bundle, Root root)
    {
        if (!Signatures.Signers(SigningDomain.Release, bundle.Envelope).Try(out var signers, out var refusal))
        {
            return refusal;
        }

        var kind = Roles.Of(bundle.Manifest.Layer);
        var role = root[kind];
        var count = role.Count(signers);
        if (count >= role.Threshold)
        {
            return null;
        }

        if (count > 0)
        {
            return Refuse(RefusalReason.ThresholdNotMet,
                $"signed by {count} of the {role.Threshold} '{kind.Name()}' keys it takes");
        }

        return signers.Any(root.Knows)
            ? Refuse(RefusalReason.RoleNotAllowed, $"signed by keys that may not sign '{kind.Name()}'")
            : Refuse(RefusalReason.UnknownSigner, "signed by keys that the root does not know");
    }

    private static Refusal? CheckNumber(Bundle bundle, TrustState trust, VerifyContext context)
    {
        if (context.Known is { } known && known == bundle.Hash)
        {
            return null;
        }

        var (layer, number) = (bundle.Manifest.Layer, bundle.Manifest.Number);
        var floor = trust.FloorOf(layer);
        var last = floor?.Number ?? 0;
        if (number > last)
        {
            return number - last <= Limits.ReleaseNumberStep
                ? null
                : Refuse(RefusalReason.NumberOutOfRange,
                    $"number {number} is more than {Limits.ReleaseNumberStep} above {last}, the last one");
        }

        return number == last && floor?.Hash != bundle.Hash
            ? Refuse(RefusalReason.Equivocation,
                $"another release of '{layer.Name()}' already has number {number}: {floor?.Hash.Short()}")
            : Refuse(RefusalReason.Replayed,
                $"number {number} does not exceed {last}, the last one verified");
    }

    private static Refusal? CheckTime(
        Bundle bundle, TrustState trust, VerifyContext context, ImmutableArray<string>.Builder warnings)
    {
        var (manifest, now) = (bundle.Manifest, context.Now);
        // Subtracted, because a sum can lie beyond the last time that there is.
        if (manifest.Created - now > Limits.ClockTrust)
        {
            return Refuse(RefusalReason.NotYet,
                $"created {Manifest.Text(manifest.Created)}, more than a day after this node's clock");
        }

        if (now < manifest.Expires)
        {
            return null;
        }

        var text = $"expired {Manifest.Text(manifest.Expires)}";
        if (context.Known is { } known && known == bundle.Hash)
        {
            // Last known good, at boot: what would take its place is older or was never proven here.
            warnings.Add(text);
            return null;
        }

        if (trust.Trusts(now))
        {
            return Refuse(RefusalReason.Expired, text);
        }

        warnings.Add($"{text}, by a clock that is not trusted ({Manifest.Text(now)})");
        return null;
    }

    private static Refusal? CheckNeeds(ReleaseNeeds needs) =>
        needs.Features > Limits.Features ? TooMuch("features", needs.Features, Limits.Features)
        : needs.Trees > Limits.Trees ? TooMuch("trees", needs.Trees, Limits.Trees)
        : needs.Rows > Limits.SignalRows ? TooMuch("rows", needs.Rows, Limits.SignalRows)
        : null;

    private static Refusal TooMuch(string what, int needed, int limit) =>
        Refuse(RefusalReason.NeedsMore, $"needs {needed} {what}; this program holds {limit}");

    private static Refusal? CheckQuarantine(Manifest manifest, TrustState trust)
    {
        foreach (var section in manifest.Sections)
        {
            if (trust.IsQuarantined(section.Hash) is { } held)
            {
                return Refuse(RefusalReason.Quarantined,
                    $"section '{section.Name}' ({section.Hash.Short()}) is quarantined: {held.Why}");
            }
        }

        return null;
    }

    private static Outcome<Sections, Refusal> Unpack(Bundle bundle)
    {
        var sections = Sections.Empty.WithComparers(StringComparer.Ordinal).ToBuilder();
        for (var i = 0; i < bundle.Manifest.Sections.Length; i++)
        {
            var entry = bundle.Manifest.Sections.AsSpan()[i];
            var packed = bundle.Packed(i).Span;
            if (Hash256.Of(packed) != entry.PackedHash)
            {
                return Refuse(RefusalReason.HashMismatch, $"section '{entry.Name}' is not what was signed")
                    .As<Sections>();
            }

            var content = new byte[entry.Unpacked];
            if (!Packing.TryUnpack(packed, content) || Hash256.Of(content) != entry.Hash)
            {
                return Refuse(RefusalReason.SectionCorrupt,
                    $"section '{entry.Name}' does not unpack to the {entry.Unpacked} bytes it declares")
                    .As<Sections>();
            }

            sections[entry.Name] = content;
        }

        return Outcome<Sections, Refusal>.Ok(sections.ToImmutable());
    }

    private static Refusal Refuse(RefusalReason reason, string detail) =>
        Refusal.Of(Gate.Verify, reason, detail);
}
