namespace Weir.Releases.Format;

/// <summary>Puts a bundle together: packs sections, writes the manifest, and takes signatures.</summary>
public sealed class BundleBuilder
{
    private readonly List<byte[]> _packed = [];
    private readonly List<SectionEntry> _entries = [];

    /// <param name="name">Lower-case letters, digits and dots.</param>
    /// <param name="content">As it will be read.</param>
    public BundleBuilder Add(string name, ReadOnlySpan<byte> content)
    {
        var packed = Packing.Pack(content);
        _packed.Add(packed);
        _entries.Add(new SectionEntry(
            name, Hash256.Of(content), Hash256.Of(packed), packed.Length, content.Length));
        return this;
    }

    /// <summary>The manifest's bytes, to be signed.</summary>
    public byte[] Document(
        Layer layer, long number, DateTimeOffset created, DateTimeOffset expires, ReleaseNeeds needs) =>
        new Manifest
        {
            Layer = layer,
            Number = number,
            Created = created,
            Expires = expires,
            Needs = needs,
            Sections = [.. _entries],
        }.Write();

    public byte[] Write(ReadOnlySpan<byte> document, IReadOnlyList<ReceivedSignature> signatures) =>
        [.. Envelope.Write(Bundle.Magic, document, signatures), .. _packed.SelectMany(static p => p)];
}
