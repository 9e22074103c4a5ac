using System.Buffers;
using System.Text;
using Weir.Releases.Trust;

namespace Weir.Releases.Content;

/// <summary>
/// Looks for private and symmetric keys: releases go to many machines and into many logs, and whoever packs a
/// key by mistake should learn it from the first reader.
/// </summary>
internal static class Secrets
{
    /// <summary>How the file of a key of ours begins.</summary>
    public const string SeedMark = "weir-ed25519-seed:";

    private const int KeyDigits = 2 * SigningKey.SeedBytes;
    private const int LongestName = 32;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"u8);

    /// <returns>What was found, in words and without any of it; null where there is none.</returns>
    public static string? Find(ReadOnlySpan<byte> content)
    {
        if (content.IndexOf("PRIVATE KEY-----"u8) >= 0)
        {
            return "a private key in PEM";
        }

        if (content.IndexOf("PRIVATE KEY BLOCK-----"u8) >= 0)
        {
            return "a private key of OpenPGP";
        }

        if (content.IndexOf("weir-ed25519-seed:"u8) >= 0)
        {
            return "the seed of a signing key";
        }

        if (content.IndexOf("AGE-SECRET-KEY-"u8) >= 0)
        {
            return "an age secret key";
        }

        if (HasNamedDigits(content))
        {
            return "64 hexadecimal digits that are called a key, a secret or a seed";
        }

        // RFC 7517: a key with a private part, or a symmetric one.
        return content.IndexOf("\"kty\""u8) >= 0
            && (content.IndexOf("\"d\""u8) >= 0 || content.IndexOf("\"k\""u8) >= 0)
                ? "a private or symmetric JSON web key"
                : null;
    }

    /// <summary>
    /// The 32 bytes of a key as digits, with a name before them that says so. Digits alone are no sign: a
    /// hash and a public key look the same.
    /// </summary>
    private static bool HasNamedDigits(ReadOnlySpan<byte> content)
    {
        for (var at = 0; at < content.Length;)
        {
            var skipped = content[at..].IndexOfAny(HexDigits);
            if (skipped < 0)
            {
                return false;
            }

            var start = at + skipped;
            var length = content[start..].IndexOfAnyExcept(HexDigits);
            at = length < 0 ? content.Length : start + length;
            if (at - start == KeyDigits && IsSecretName(content[..start]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSecretName(ReadOnlySpan<byte> before)
    {
        var named = before.TrimEnd(" \t:='\""u8);
        named = named[Math.Max(0, named.Length - LongestName)..];
        var name = named[(named.LastIndexOfAnyExcept(NameBytes) + 1)..];
        Span<byte> small = stackalloc byte[LongestName];
        return Ascii.ToLower(name, small, out var written) == OperationStatus.Done
            && (small[..written].SequenceEqual("key"u8)
                || small[..written].EndsWith("secret"u8)
                || small[..written].EndsWith("seed"u8)
                || small[..written].EndsWith("private_key"u8));
    }
}
