namespace Weir.Releases.Tests.Making;

/// <summary>A file of <c>good/</c> or <c>hostile/</c>.</summary>
/// <param name="Name">Without its extension; the first word says what it is given as.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="Expected">What is said of it.</param>
internal sealed record Made(string Name, byte[] Bytes, string Expected)
{
    public const string Extension = ".weir";
    public const string ExpectedExtension = ".expected";

    public static Made AtRead(string name, byte[] bytes, RefusalReason reason) =>
        new(name, bytes, $"{Gate.Read}: {reason}");

    public static Made AtVerify(string name, byte[] bytes, RefusalReason reason) =>
        new(name, bytes, $"{Gate.Verify}: {reason}");

    public static Made AtValidate(string name, Draft draft, RefusalReason reason) =>
        new($"content-{name}", draft.Bytes(), $"{Gate.Validate}: {reason}");

    public static byte[] Changed(byte[] bytes, int at, byte value)
    {
        var changed = (byte[])bytes.Clone();
        changed[at] = value;
        return changed;
    }

    public static byte[] Flipped(byte[] bytes, int at) => Changed(bytes, at, (byte)(bytes[at] ^ 0x10));

    /// <summary>Fails where there is nothing to replace, so that no fault gets lost.</summary>
    public static string Replaced(string text, string old, string by)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return at >= 0
            ? text[..at] + by + text[(at + old.Length)..]
            : throw new InvalidOperationException($"'{old}' is not in {text}");
    }
}
