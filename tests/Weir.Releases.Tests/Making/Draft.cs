using System.Collections.Immutable;
using System.Text;
using Weir.Releases.Format;
using Weir.Releases.Trust;
using ZstdSharp;

namespace Weir.Releases.Tests.Making;

/// <summary>One section of a draft. Sizes and hashes are true unless said otherwise.</summary>
internal sealed record DraftSection(string Name, byte[] Content, byte[] Packed)
{
    /// <summary>What the manifest declares.</summary>
    public SectionEntry Entry { get; init; } = new(
        Name, Hash256.Of(Content), Hash256.Of(Packed), Packed.Length, Content.Length);

    public static DraftSection Of(string name, byte[] content, int level = 19)
    {
        using var compressor = new Compressor(level);
        return new DraftSection(name, content, compressor.Wrap(content).ToArray());
    }

    /// <summary>Other bytes than the packed content, correctly declared as they lie there.</summary>
    public static DraftSection Raw(string name, byte[] packed, SectionEntry declared) =>
        new(name, [], packed)
        {
            Entry = declared with { Name = name, PackedHash = Hash256.Of(packed), Packed = packed.Length },
        };
}

/// <summary>A release in the making. As it stands it is good; with one thing changed it is not.</summary>
internal sealed record Draft
{
    public static readonly byte[] Rows = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, 200).Select(i => $"row {i}: {i * i}\n")));

    public Layer Layer { get; init; } = Layer.Signals;

    public long Number { get; init; } = World.Floor + 1;

    public DateTimeOffset Created { get; init; } = World.Created;

    public DateTimeOffset Expires { get; init; } = World.Expires;

    public ReleaseNeeds Needs { get; init; } = new(200, 500, 65_536);

    public ImmutableArray<DraftSection> Sections { get; init; } =
        [DraftSection.Of("rows", Rows), DraftSection.Of("rows.sums", "1,2,3"u8.ToArray())];

    public string[] Signers { get; init; } = ["signals"];

    /// <summary>Changes the manifest's text before it is signed.</summary>
    public Func<string, string> Edit { get; init; } = static text => text;

    public byte[] Document()
    {
        var text = Encoding.UTF8.GetString(new Manifest
        {
            Layer = Layer,
            Number = Number,
            Created = Created,
            Expires = Expires,
            Needs = Needs,
            Sections = [.. Sections.Select(static s => s.Entry)],
        }.Write());

        // Latin-1 lets an edit make bytes that are no UTF-8; the manifest itself is ASCII.
        return Encoding.Latin1.GetBytes(Edit(text));
    }

    public byte[] Bytes() => Bytes(Document());

    public byte[] Bytes(byte[] document) =>
        [.. World.Signed(Bundle.Magic, SigningDomain.Release, document, Signers), .. Body()];

    public byte[] BytesSigned(params ReceivedSignature[] signatures) =>
        [.. Envelope.Write(Bundle.Magic, Document(), signatures), .. Body()];

    public IEnumerable<byte> Body() => Sections.SelectMany(static s => s.Packed);
}
