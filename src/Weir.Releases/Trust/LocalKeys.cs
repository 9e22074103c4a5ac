using System.Text;
using Weir.Decisions;
using Weir.Releases.Content;
using Weir.Releases.History;

namespace Weir.Releases.Trust;

/// <summary>
/// The keys in a folder, one file each, readable by its owner alone: <c>NAME.key</c> holds the seed in
/// hexadecimal behind a mark that makes it known wherever it turns up, <c>NAME.pub</c> the public key. A
/// first
/// run makes one key for each role of a root that is valid for this node only.
/// </summary>
public sealed class LocalKeys(IDurableFiles files, string folder)
{
    public const string SecretExtension = ".key";
    public const string PublicExtension = ".pub";
    private const int FileBytes = 256;
    private const int NameCharacters = 64;

    public string Folder => folder;

    /// <summary>The name of the key that signs a role under the local root.</summary>
    public static string NameOf(RoleKind role) => $"local-{role.Name()}";

    /// <summary>Small letters, digits and hyphens, so that a name is a file name everywhere.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= NameCharacters
        && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Makes a key; a name that is taken is a fault, because a lost key is lost for good.</summary>
    public Outcome<SigningKey, KeyFault> Create(string name)
    {
        if (!IsName(name))
        {
            return Fail($"'{name}' is no name of a key: small letters, digits and hyphens");
        }

        var made = files.MakeFolder(folder);
        if (made != FileStatus.Done)
        {
            return Fail($"the folder {folder} cannot be made: {made}");
        }

        if (Read(name + SecretExtension, out _) != FileStatus.NotFound)
        {
            return Fail($"there is a key '{name}' already, in {folder}");
        }

        if (SigningKey.Create() is not { } key)
        {
            return Fail("the system made no key");
        }

        var status = Write(name + PublicExtension, key.PublicKey.Text + "\n");
        status = status == FileStatus.Done
            ? Write(name + SecretExtension, Secrets.SeedMark + Convert.ToHexStringLower(key.Seed()) + "\n")
            : status;
        if (status == FileStatus.Done)
        {
            return Outcome<SigningKey, KeyFault>.Ok(key);
        }

        key.Dispose();
        return Fail($"the key '{name}' cannot be written to {folder}: {status}");
    }

    public Outcome<SigningKey, KeyFault> Load(string name)
    {
        if (!IsName(name))
        {
            return Fail($"'{name}' is no name of a key: small letters, digits and hyphens");
        }

        var status = Read(name + SecretExtension, out var text);
        if (status != FileStatus.Done)
        {
            return Fail(status == FileStatus.NotFound
                ? $"there is no key '{name}' in {folder}; 'weir keys new {name}' makes one"
                : $"the key '{name}' in {folder} cannot be read: {status}");
        }

        var seed = text.StartsWith(Secrets.SeedMark, StringComparison.Ordinal)
            ? text[Secrets.SeedMark.Length..].TrimEnd('\n')
            : "";
        Span<byte> bytes = stackalloc byte[SigningKey.SeedBytes];
        return seed.Length == 2 * SigningKey.SeedBytes
            && Convert.FromHexString(seed, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            && SigningKey.FromSeed(bytes) is { } key
                ? Outcome<SigningKey, KeyFault>.Ok(key)
                : Fail($"the file of the key '{name}' in {folder} is no key");
    }

    /// <summary>The key of that name, made where there is none.</summary>
    public Outcome<SigningKey, KeyFault> LoadOrCreate(string name) =>
        Read(name + SecretExtension, out _) == FileStatus.NotFound ? Create(name) : Load(name);

    /// <summary>Names and public keys of what is here, by name; the secrets are not looked at.</summary>
    public IReadOnlyList<NamedKey> List()
    {
        var keys = new List<NamedKey>();
        if (files.List(folder, out var found) != FileStatus.Done)
        {
            return keys;
        }

        var names = found.Select(static f => f.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var file in names.Where(static n => n.EndsWith(PublicExtension, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            if (Read(file, out var text) == FileStatus.Done
                && Ed25519Key.TryRead(text.TrimEnd('\n'), out var key))
            {
                var name = file[..^PublicExtension.Length];
                keys.Add(new NamedKey(name, key, names.Contains(name + SecretExtension)));
            }
        }

        return keys;
    }

    /// <summary>
    /// Removes what interrupted writes left behind, which may hold a secret. Whatever is younger than
    /// <see cref="Limits.KeyWrite"/> may be a key that a command is making at this moment.
    /// </summary>
    public FileStatus Sweep(DateTimeOffset now)
    {
        var swept = WholeFiles.Sweep(files, folder, now - Limits.KeyWrite);
        return swept == FileStatus.NotFound ? FileStatus.Done : swept;
    }

    private FileStatus Write(string name, string text) =>
        WholeFiles.Replace(files, folder, name, Encoding.ASCII.GetBytes(text));

    private FileStatus Read(string name, out string text)
    {
        var status = files.Read(Path.Combine(folder, name), FileBytes, out var bytes);
        text = Encoding.ASCII.GetString(bytes);
        return status;
    }

    private static Outcome<SigningKey, KeyFault> Fail(string detail) =>
        Outcome<SigningKey, KeyFault>.Fail(new KeyFault(detail));
}

/// <summary>Why a key is not there, in words that never hold any of it.</summary>
public readonly record struct KeyFault(string Detail);

/// <param name="Name">As its files are called.</param>
/// <param name="Key">The public one.</param>
/// <param name="CanSign">Whether its secret is here too.</param>
public sealed record NamedKey(string Name, Ed25519Key Key, bool CanSign);
