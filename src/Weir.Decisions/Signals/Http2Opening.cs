namespace Weir.Decisions.Signals;

/// <summary>How far the opening of an HTTP/2 connection has been read.</summary>
[MustUse]
public enum Http2OpeningStatus
{
    Unset = 0,

    /// <summary>What came so far may be the start of an opening.</summary>
    NeedMore,

    Complete,

    /// <summary>The bytes do not begin with the connection preface.</summary>
    NotHttp2,

    /// <summary>What RFC 9113 or RFC 7541 forbids.</summary>
    Malformed,

    /// <summary>
    /// Over <see cref="Limits.Http2OpeningBytes"/>, <see cref="Limits.Http2OpeningFrames"/>,
    /// <see cref="Limits.Http2Settings"/> or the limits of one header block.
    /// </summary>
    TooLarge,
}

/// <summary>One entry of a SETTINGS frame (RFC 9113, section 6.5.1).</summary>
public readonly record struct Http2Setting(ushort Id, uint Value)
{
    /// <summary>Reserved to mean nothing, as 0x?a?a: some browsers send one with a random value.</summary>
    public bool IsGrease => (Id & 0x0f0f) == 0x0a0a;
}

/// <summary>A PRIORITY frame, or the priority in a HEADERS frame. The weight is 1 to 256.</summary>
public readonly record struct Http2Priority(int Stream, bool Exclusive, int DependsOn, int Weight);

/// <summary>
/// What a client says first on an HTTP/2 connection: settings, window, priorities and the first header
/// block's order. Names only: no value of any header is kept.
/// </summary>
public sealed class Http2Opening
{
    private readonly Http2Setting[] _settings;
    private readonly Http2Priority[] _priorities;
    private readonly string[] _names;

    internal Http2Opening(Http2OpeningParts parts)
    {
        _settings = [.. parts.Settings];
        _priorities = [.. parts.Priorities];
        _names = [.. parts.Names];
        WindowUpdate = parts.WindowUpdate;
        HeadersPriority = parts.HeadersPriority;
        PseudoHeaderOrder = string.Join(',', parts.PseudoHeaders);
        HeaderOrder = string.Join(',', _names);
        Text = Http2OpeningText.Of(this);
    }

    /// <summary>Of the first SETTINGS frame, in order.</summary>
    public ReadOnlySpan<Http2Setting> Settings => _settings;

    /// <summary>The connection's first window increment; 0 where there was none.</summary>
    public uint WindowUpdate { get; }

    /// <summary>PRIORITY frames before the first header block; none from today's browsers.</summary>
    public ReadOnlySpan<Http2Priority> Priorities => _priorities;

    /// <summary>The priority that the first HEADERS frame itself carries; null without one.</summary>
    public Http2Priority? HeadersPriority { get; }

    /// <summary>
    /// First letters of the pseudo-headers in order, such as <c>m,a,s,p</c>; others are <c>?</c>.
    /// </summary>
    public string PseudoHeaderOrder { get; }

    /// <summary>The other names in order, a repeated one each time.</summary>
    public IReadOnlyList<string> HeaderNames => _names;

    /// <summary>The same names with commas between.</summary>
    public string HeaderOrder { get; }

    /// <summary>
    /// The form that is widely in use: settings, window increment, priorities, pseudo-headers, for instance
    /// <c>1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p</c>. Without reserved settings, which are random.
    /// </summary>
    public string Text { get; }

    /// <param name="received">Everything the client sent since the connection began.</param>
    /// <param name="opening">Only where the status is Complete.</param>
    /// <remarks>
    /// Each call reads from the start. That is bounded: an incomplete opening costs one step per frame
    /// header, of which there are at most <see cref="Limits.Http2OpeningFrames"/>; the header block is copied
    /// and decoded only once it is complete, after which nobody calls again.
    /// </remarks>
    public static Http2OpeningStatus Read(ReadOnlySpan<byte> received, out Http2Opening? opening)
    {
        var reader = new Http2OpeningReader(received);
        var status = reader.Read();
        opening = status == Http2OpeningStatus.Complete ? new Http2Opening(reader.Parts) : null;
        return status;
    }
}
