namespace Weir.Edge.Capture.Recording;

/// <summary>What a capture knows of one connection.</summary>
/// <param name="id">Unique within one run of a node.</param>
internal sealed class CapturedConnection(long id)
{
    public long Id => id;

    /// <summary>The ClientHello, masked; null without TLS and where it could not be read.</summary>
    public byte[]? Hello { get; set; }

    /// <summary>
    /// Which file has this connection's line; touched by the writer only. 0 for none.
    /// </summary>
    public int ToldInFile { get; set; }
}
