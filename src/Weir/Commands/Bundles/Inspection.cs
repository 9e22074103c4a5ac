using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Releases;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Cli.Commands.Bundles;

/// <param name="Key">As the file names it.</param>
/// <param name="Fits">Whether the signature is that key's over these bytes. Says nothing about trust.</param>
internal sealed record InspectedSignature(Ed25519Key Key, bool Fits);

/// <param name="Entry">As the manifest says.</param>
/// <param name="State"><c>whole</c>, <c>corrupt</c>, or <c>missing</c> where the file ends before it.</param>
/// <param name="Content">Unpacked, where it is whole.</param>
internal sealed record InspectedSection(SectionEntry Entry, string State, ReadOnlyMemory<byte>? Content);

/// <summary>What a file says of itself, taken apart as far as it goes and believed in nothing.</summary>
internal sealed record Inspection
{
    public required long Bytes { get; init; }

    /// <summary>Null where not even the envelope can be read.</summary>
    public Envelope? Envelope { get; init; }

    /// <summary>Of the manifest, and with it of the release; null where there is none to be read.</summary>
    public Hash256? Hash { get; init; }

    public Manifest? Manifest { get; init; }

    public ImmutableArray<InspectedSignature> Signatures { get; init; } = [];

    public ImmutableArray<InspectedSection> Sections { get; init; } = [];

    /// <summary>What ends the reading; null for a whole file.</summary>
    public Refusal? Refusal { get; init; }

    public static Inspection Of(byte[] file)
    {
        var seen = new Inspection { Bytes = file.Length };
        if (!Envelope.Read(file, Bundle.Magic, Limits.ReleaseManifestBytes).Try(
            out var envelope, out var refusal))
        {
            return seen with { Refusal = refusal };
        }

        seen = seen with
        {
            Envelope = envelope,
            Hash = Hash256.Of(envelope.Document.Span),
            Signatures = [.. envelope.Signatures.SelectMany(s => Signed(s, envelope))],
        };
        if (!Manifest.Read(envelope.Document).Try(out var manifest, out refusal))
        {
            return seen with { Refusal = refusal };
        }

        var sections = Split(manifest, envelope.Rest);
        seen = seen with { Manifest = manifest, Sections = sections };
        return Bundle.Read(file).Try(out _, out refusal)
            ? seen with { Refusal = Broken(sections) }
            : seen with { Refusal = refusal };
    }

    public InspectedSection? Section(string name) => Sections.FirstOrDefault(s => s.Entry.Name == name);

    private static IEnumerable<InspectedSignature> Signed(ReceivedSignature signature, Envelope envelope) =>
        Ed25519Key.Of(signature.PublicKey.Span) is { } key
            ? [new InspectedSignature(key, Releases.Trust.Signatures.Check(
                SigningDomain.Release, envelope.Document.Span, signature.PublicKey.Span,
                signature.Signature.Span))]
            : [];

    private static ImmutableArray<InspectedSection> Split(Manifest manifest, ReadOnlyMemory<byte> rest)
    {
        var sections = ImmutableArray.CreateBuilder<InspectedSection>(manifest.Sections.Length);
        foreach (var entry in manifest.Sections)
        {
            if (entry.Packed > rest.Length)
            {
                rest = default;
                sections.Add(new InspectedSection(entry, "missing", null));
                continue;
            }

            var packed = rest[..(int)entry.Packed];
            rest = rest[(int)entry.Packed..];
            sections.Add(SectionReader.Read(entry, packed.Span).Match(
                content => new InspectedSection(entry, "whole", content),
                _ => new InspectedSection(entry, "corrupt", null)));
        }

        return sections.MoveToImmutable();
    }

    private static Refusal? Broken(ImmutableArray<InspectedSection> sections) =>
        sections.FirstOrDefault(static s => s.State == "corrupt") is { } section
            ? Releases.Refusal.Of(Gate.Read, RefusalReason.SectionCorrupt,
                $"section '{section.Entry.Name}' is not what the manifest says")
            : null;
}
