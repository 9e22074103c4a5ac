using System.Text;
using Weir.Decisions;
using Weir.Releases.History;
using Weir.Releases.Trust;

namespace Weir.Cli.Commands.Keys;

/// <summary>The keys of a data folder, and public keys however a person names them.</summary>
internal static class NodeKeys
{
    private const int LargestFile = 4 * 1024;

    public static LocalKeys Of(string dataFolder) =>
        new(new DurableFiles(), Path.Combine(dataFolder, "keys"));

    /// <summary>A key to sign with, of the folder.</summary>
    /// <param name="dataFolder">Of the node, or of whoever builds releases.</param>
    /// <param name="name">As its file is called.</param>
    public static Outcome<SigningKey, KeyFault> Load(string dataFolder, string name)
    {
        var keys = Of(dataFolder);
        return keys.Load(name).Match(
            static key => Outcome<SigningKey, KeyFault>.Ok(key),
            fault => Outcome<SigningKey, KeyFault>.Fail(
                Access.Complaint(keys.Folder) is { } unseen ? new KeyFault(unseen) : fault));
    }

    /// <summary>A public key by the name of a file, by a name in the folder, or as 64 digits.</summary>
    /// <param name="keys">Of the folder.</param>
    /// <param name="text">As typed.</param>
    public static Outcome<Ed25519Key, KeyFault> Find(LocalKeys keys, string text)
    {
        if (Ed25519Key.TryRead(text, out var key))
        {
            return Outcome<Ed25519Key, KeyFault>.Ok(key);
        }

        if (keys.List().FirstOrDefault(k => k.Name == text) is { } named)
        {
            return Outcome<Ed25519Key, KeyFault>.Ok(named.Key);
        }

        if (!File.Exists(text))
        {
            return Fail(Access.Complaint(keys.Folder)
                ?? $"'{Shown.Of(text)}' is no file, no key of {keys.Folder} and no key id of 64 digits");
        }

        // Whatever is wrong with a file, nothing of what it holds may appear in a complaint.
        if (text.EndsWith(LocalKeys.SecretExtension, StringComparison.Ordinal))
        {
            return Fail($"'{Shown.Of(text)}' looks like a private key: give the "
                + $"{LocalKeys.PublicExtension} file beside it");
        }

        return WholeFile.Read(text, LargestFile).Try(out var content, out _)
            && Ed25519Key.TryRead(Encoding.ASCII.GetString(content).Trim(), out key)
                ? Outcome<Ed25519Key, KeyFault>.Ok(key)
                : Fail($"'{Shown.Of(text)}' holds no public key: 64 hexadecimal digits");
    }

    private static Outcome<Ed25519Key, KeyFault> Fail(string detail) =>
        Outcome<Ed25519Key, KeyFault>.Fail(new KeyFault(detail));
}
