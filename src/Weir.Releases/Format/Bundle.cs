using System.Collections.Immutable;
using Weir.Decisions;

namespace Weir.Releases.Format;

/// <summary>
/// A release as received and taken apart, with nothing of it believed: sizes add up, and that is all.
/// </summary>
public sealed class Bundle
{
    private readonly ImmutableArray<ReadOnlyMemory<byte>> _packed;

    private Bundle(Envelope envelope, Manifest manifest, ImmutableArray<ReadOnlyMemory<byte>> packed)
    {
        Envelope = envelope;
        Manifest = manifest;
        Hash = Hash256.Of(envelope.Document.Span);
        _packed = packed;
    }

    public static ReadOnlySpan<byte> Magic => "WEIRREL1"u8;

    public Envelope Envelope { get; }

    public Manifest Manifest { get; }

    /// <summary>The release's identity.</summary>
    public Hash256 Hash { get; }

    /// <summary>The packed bytes of a section, by its place in the manifest.</summary>
    public ReadOnlyMemory<byte> Packed(int section) =>
        section >= 0 && section < _packed.Length ? _packed.AsSpan()[section] : default;

    /// <param name="received">At most <see cref="Limits.ReleaseBytes"/>; nothing is copied.</param>
    public static Outcome<Bundle, Refusal> Read(ReadOnlyMemory<byte> received)
    {
        if (received.Length > Limits.ReleaseBytes)
        {
            return Refusal.Of(Gate.Read, RefusalReason.TooLarge,
                $"{received.Length} bytes, at most {Limits.ReleaseBytes}").As<Bundle>();
        }

        const int Most = Limits.ReleaseManifestBytes;
        if (!Envelope.Read(received, Magic, Most).Try(out var envelope, out var refusal)
            || !Manifest.Read(envelope.Document).Try(out var manifest, out refusal))
        {
            return refusal.As<Bundle>();
        }

        var packed = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(manifest.Sections.Length);
        var rest = envelope.Rest;
        foreach (var section in manifest.Sections)
        {
            if (section.Packed > rest.Length)
            {
                return Refusal.Of(Gate.Read, RefusalReason.Truncated,
                    $"ends within section '{section.Name}' of {section.Packed} bytes").As<Bundle>();
            }

            packed.Add(rest[..(int)section.Packed]);
            rest = rest[(int)section.Packed..];
        }

        return rest.IsEmpty
            ? Outcome<Bundle, Refusal>.Ok(new Bundle(envelope, manifest, packed.MoveToImmutable()))
            : Refusal.Of(Gate.Read, RefusalReason.TrailingBytes,
                $"{rest.Length} bytes behind the last section").As<Bundle>();
    }
}
