namespace Weir.Releases.Content;

/// <summary>
/// Looks for private and symmetric keys: releases go to many machines and into many logs, and whoever packs a
/// key by mistake should learn it from the first reader.
/// </summary>
internal static class Secrets
{
    /// <summary>How the file of a key of ours begins.</summary>
    public const string SeedMark = "weir-ed25519-seed:";

    /// <returns>What was found, in words and without any of it; null where there is none.</returns>
    public static string? Find(ReadOnlySpan<byte> content)
    {
        if (content.IndexOf("PRIVATE KEY-----"u8) >= 0)
        {
            return "a private key in PEM";
        }

        if (content.IndexOf("weir-ed25519-seed:"u8) >= 0)
        {
            return "the seed of a signing key";
        }

        if (content.IndexOf("AGE-SECRET-KEY-"u8) >= 0)
        {
            return "an age secret key";
        }

        // RFC 7517: a key with a private part, or a symmetric one.
        return content.IndexOf("\"kty\""u8) >= 0
            && (content.IndexOf("\"d\""u8) >= 0 || content.IndexOf("\"k\""u8) >= 0)
                ? "a private or symmetric JSON web key"
                : null;
    }
}
