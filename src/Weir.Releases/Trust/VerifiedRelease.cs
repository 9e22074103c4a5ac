using System.Collections.Immutable;
using Weir.Releases.Format;

namespace Weir.Releases.Trust;

/// <summary>
/// A release whose signatures, number, time, needs and sections were all found good. Only
/// <see cref="Verifier"/> makes one.
/// </summary>
public sealed class VerifiedRelease
{
    private readonly ImmutableDictionary<string, ReadOnlyMemory<byte>> _sections;

    internal VerifiedRelease(
        Bundle bundle,
        ImmutableDictionary<string, ReadOnlyMemory<byte>> sections,
        ImmutableArray<string> warnings)
    {
        Manifest = bundle.Manifest;
        Hash = bundle.Hash;
        Warnings = warnings;
        _sections = sections;
    }

    public Manifest Manifest { get; }

    public Layer Layer => Manifest.Layer;

    public long Number => Manifest.Number;

    public Hash256 Hash { get; }

    /// <summary>
    /// What is not right and does not refuse it, such as an expiry under an untrusted clock.
    /// </summary>
    public ImmutableArray<string> Warnings { get; }

    public IEnumerable<string> SectionNames => _sections.Keys;

    /// <returns>The content, or null where there is no such section.</returns>
    public ReadOnlyMemory<byte>? Section(string name) =>
        // A plain null would become empty content: an array converts, and null is one.
        _sections.TryGetValue(name, out var content) ? content : default(ReadOnlyMemory<byte>?);
}
