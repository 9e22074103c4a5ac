namespace Weir.Releases.Trust;

/// <summary>What a signature is for. It is part of what is signed, so none can pass for another.</summary>
public enum SigningDomain
{
    Unset = 0,
    Release,
    Root,
    Head,
}

internal static class SigningDomains
{
    /// <summary>
    /// The bytes that are signed: a text that names the domain and its version, then the document.
    /// </summary>
    public static byte[] Message(SigningDomain domain, ReadOnlySpan<byte> document)
    {
        var name = domain switch
        {
            SigningDomain.Release => "weir release v1\0"u8,
            SigningDomain.Root => "weir root v1\0"u8,
            SigningDomain.Head => "weir head v1\0"u8,
            SigningDomain.Unset => "weir nothing v1\0"u8,
            _ => "weir nothing v1\0"u8,
        };
        return [.. name, .. document];
    }
}
