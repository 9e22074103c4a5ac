namespace Weir.Decisions.Signals;

/// <summary>
/// Where one header line's name and value lie in the bytes that were read, the value without the spaces
/// around it.
/// </summary>
public readonly record struct HeaderLine(int NameStart, int NameLength, int ValueStart, int ValueLength)
{
    public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> consumed) => consumed.Slice(NameStart, NameLength);

    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> consumed) => consumed.Slice(ValueStart, ValueLength);
}

/// <summary>
/// Where the request line lies. A body without a final line break runs straight into the next request's
/// method, so <see cref="MethodStart"/> may lie too early: the server knows the method, these bytes do not.
/// </summary>
public readonly record struct RequestLine(
    int MethodStart, int MethodLength, int TargetStart, int TargetLength, int MinorVersion)
{
    public ReadOnlySpan<byte> Method(ReadOnlySpan<byte> consumed) =>
        consumed.Slice(MethodStart, MethodLength);

    public ReadOnlySpan<byte> Target(ReadOnlySpan<byte> consumed) =>
        consumed.Slice(TargetStart, TargetLength);
}

/// <summary>Whether the header block of the current request was found.</summary>
[MustUse]
public enum HeaderBlockStatus
{
    Unset = 0,

    Found,

    /// <summary>
    /// The bytes do not end with such a block; the order of headers is then missing, not empty.
    /// </summary>
    Missing,
}

/// <summary>
/// What a header block holds that two parsers may read differently. None says only that nothing was found.
/// </summary>
[Flags]
public enum FramingFaults
{
    None = 0,

    /// <summary>RFC 9112, section 6.1: the oldest way to smuggle a request.</summary>
    LengthAndTransferEncoding = 1,

    DuplicateHost = 2,

    DuplicateContentLength = 4,

    /// <summary>A line feed without its carriage return.</summary>
    BareLineFeed = 8,

    /// <summary>A carriage return without its line feed.</summary>
    BareCarriageReturn = 16,

    /// <summary>Zero or another control character but tab.</summary>
    ControlCharacter = 32,

    /// <summary>A line that begins with a space (RFC 9112, section 5.2).</summary>
    ObsoleteFolding = 64,

    /// <summary>A space between name and colon (RFC 9112, section 5.1).</summary>
    SpaceBeforeColon = 128,

    /// <summary>A name that is empty or holds what no name may hold (RFC 9110, section 5.6.2).</summary>
    BadName = 256,

    /// <summary>A Content-Length that is not digits only (RFC 9110, section 8.6): some read more.</summary>
    BadContentLength = 512,
}
