using Weir.Decisions;

namespace Weir.Releases.Format;

/// <summary>
/// Unpacks a section that nobody has vouched for, to look at it: for <c>weir release inspect</c>. A node
/// reads sections through <c>Verifier</c> alone, and nothing read here can be activated.
/// </summary>
public static class SectionReader
{
    /// <param name="entry">As a manifest that was read says; its sizes are within the limits.</param>
    /// <param name="packed">Bytes of the bundle.</param>
    /// <returns>Exactly the declared size, or why not.</returns>
    public static Outcome<ReadOnlyMemory<byte>, Refusal> Read(SectionEntry entry, ReadOnlySpan<byte> packed)
    {
        if (Hash256.Of(packed) != entry.PackedHash)
        {
            return Refuse(RefusalReason.HashMismatch, entry);
        }

        var content = new byte[entry.Unpacked];
        return Packing.TryUnpack(packed, content) && Hash256.Of(content) == entry.Hash
            ? Outcome<ReadOnlyMemory<byte>, Refusal>.Ok(content)
            : Refuse(RefusalReason.SectionCorrupt, entry);
    }

    private static Outcome<ReadOnlyMemory<byte>, Refusal> Refuse(RefusalReason reason, SectionEntry entry) =>
        Refusal.Of(Gate.Read, reason, $"section '{entry.Name}' is not what the manifest says")
            .As<ReadOnlyMemory<byte>>();
}
