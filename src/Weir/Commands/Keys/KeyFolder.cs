using System.Text;
using Weir.Decisions;
using Weir.Releases.Trust;

namespace Weir.Cli.Commands.Keys;

/// <summary>Why a key could not be had: what is wrong and what to do.</summary>
internal readonly record struct KeyFault(string Message);

/// <summary>A key of a folder, as far as it may be shown.</summary>
/// <param name="Name">Of its files.</param>
/// <param name="Key">The public one.</param>
/// <param name="CanSign">Whether the private one is there too.</param>
internal sealed record FolderKey(string Name, Ed25519Key Key, bool CanSign);

/// <summary>
/// The keys of a data folder: <c>keys/NAME.key</c> with the seed in hexadecimal, <c>keys/NAME.pub</c> with
/// the public key. A private key leaves this class as something that signs, and in no other way.
/// </summary>
internal sealed class KeyFolder(string dataFolder)
{
    private const string Private = ".key";
    private const string Public = ".pub";
    private const int LongestName = 64;
    private const int LargestFile = 4 * 1024;

    public string Path { get; } = System.IO.Path.Combine(dataFolder, "keys");

    public static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.' or '_');

    /// <summary>Makes a key and its two files; refuses a name that is taken.</summary>
    public Outcome<FolderKey, KeyFault> Make(string name)
    {
        if (!IsName(name))
        {
            return Fail<FolderKey>($"'{Shown.Of(name)}' is no name of a key: use up to {LongestName} of a-z, "
                + "0-9, '-', '_' and '.', a letter or digit first");
        }

        if (File.Exists(FileOf(name, Private)) || File.Exists(FileOf(name, Public)))
        {
            return Fail<FolderKey>($"there is a key '{name}' already in {Path}: take another name");
        }

        using var key = SigningKey.Create();
        if (key is null)
        {
            return Fail<FolderKey>("no key could be made on this machine");
        }

        try
        {
            MakePrivate(Path);
            WriteNew(FileOf(name, Private), Convert.ToHexStringLower(key.Seed()), owner: true);
            WriteNew(FileOf(name, Public), key.PublicKey.Text, owner: false);
            return Outcome<FolderKey, KeyFault>.Ok(new FolderKey(name, key.PublicKey, CanSign: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail<FolderKey>($"cannot write to {Path}: {e.Message}");
        }
    }

    /// <summary>The private key of a name, for signing. To be disposed of.</summary>
    public Outcome<SigningKey, KeyFault> Signer(string name)
    {
        if (!IsName(name))
        {
            return Fail<SigningKey>($"'{Shown.Of(name)}' is no name of a key; see 'weir keys list'");
        }

        if (!WholeFile.Read(FileOf(name, Private), LargestFile).Try(out var content, out var fault))
        {
            return Fail<SigningKey>(File.Exists(FileOf(name, Private))
                ? fault.Message
                : $"there is no key '{name}' in {Path}: make it with 'weir keys new {name}', or name its "
                + "folder with --data");
        }

        // Whatever is wrong with it, nothing of what the file holds may appear in a complaint.
        return TryBytes(content, out var seed) && SigningKey.FromSeed(seed) is { } key
            ? Outcome<SigningKey, KeyFault>.Ok(key)
            : Fail<SigningKey>($"{FileOf(name, Private)} holds no key: 64 hexadecimal digits");
    }

    /// <summary>Every public key of the folder, by name.</summary>
    public IReadOnlyList<FolderKey> List()
    {
        try
        {
            return
            [
                .. Directory.EnumerateFiles(Path, "*" + Public)
                    .Order(StringComparer.Ordinal)
                    .Select(static file =>
                        (Name: System.IO.Path.GetFileNameWithoutExtension(file), Key: KeyIn(file)))
                    .SelectMany(found => found.Key is { } key
                        ? new[] { new FolderKey(found.Name, key, File.Exists(FileOf(found.Name, Private))) }
                        : []),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>A public key by the name of a file, by a name in this folder, or as 64 digits.</summary>
    public Outcome<Ed25519Key, KeyFault> Find(string text)
    {
        if (Ed25519Key.TryRead(text, out var key))
        {
            return Outcome<Ed25519Key, KeyFault>.Ok(key);
        }

        var named = IsName(text) && File.Exists(FileOf(text, Public)) ? FileOf(text, Public) : text;
        if (!File.Exists(named))
        {
            return Fail<Ed25519Key>(
                $"'{Shown.Of(text)}' is no file, no key of {Path} and no key id of 64 digits");
        }

        return KeyIn(named) is { } found
            ? Outcome<Ed25519Key, KeyFault>.Ok(found)
            : Fail<Ed25519Key>(named.EndsWith(Private, StringComparison.Ordinal)
                ? $"'{Shown.Of(named)}' looks like a private key: give the {Public} file beside it"
                : $"'{Shown.Of(named)}' holds no public key: 64 hexadecimal digits");
    }

    private static Ed25519Key? KeyIn(string file) =>
        !file.EndsWith(Private, StringComparison.Ordinal)
        && WholeFile.Read(file, LargestFile).Try(out var content, out _)
        && Ed25519Key.TryRead(Encoding.ASCII.GetString(content).Trim(), out var key)
            ? key
            : null;

    private static bool TryBytes(byte[] content, out byte[] seed)
    {
        var text = Encoding.ASCII.GetString(content).Trim();
        var hexadecimal = text.Length == 2 * SigningKey.SeedBytes && text.All(char.IsAsciiHexDigit);
        seed = hexadecimal ? Convert.FromHexString(text) : [];
        return hexadecimal;
    }

    private string FileOf(string name, string extension) => System.IO.Path.Combine(Path, name + extension);

    private static void MakePrivate(string folder)
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Owner);
        }
    }

    private static void WriteNew(string path, string line, bool owner)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
        };
        if (owner && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(line + "\n"));
        file.Flush(flushToDisk: true);
    }

    private static Outcome<T, KeyFault> Fail<T>(string message)
        where T : notnull => Outcome<T, KeyFault>.Fail(new KeyFault(message));
}
