using System.Collections.Immutable;
using Weir.Releases;
using Weir.Releases.Format;
using Weir.Releases.History;
using Weir.Releases.Trust;
using Xunit;

namespace Weir.Cli.Tests.Releases;

/// <summary>A data folder of a test's own, with keys made by the commands and, where asked, a root.</summary>
internal sealed class Folder : IDisposable
{
    public static readonly DateTimeOffset Created = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public string Root { get; } = Directory.CreateTempSubdirectory("weir-keys-").FullName;

    public string In(string path) => Path.Combine(Root, path);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>Runs a command with this folder.</summary>
    public Task<Run> WeirAsync(string line) => Run.Weir($"{line} --data {Root}");

    /// <summary>Makes a key and answers its id.</summary>
    public async Task<string> KeyAsync(string name)
    {
        var run = await WeirAsync($"keys new {name}");
        Assert.Equal((0, ""), (run.Code, run.Error));
        return File.ReadAllText(In($"keys/{name}.pub")).Trim();
    }

    /// <summary>A root in which one key may sign everything, stored as what this folder trusts.</summary>
    public async Task<Root> TrustAsync(string name)
    {
        Assert.True(Ed25519Key.TryRead(await KeyAsync(name), out var key));
        var roles = Roles.All.ToImmutableDictionary(static r => r, _ => new Role([key], 1));
        var document = Weir.Releases.Trust.Root.Write(new RootContent(1, Created.AddYears(1), roles));
        using var signer = Signer(name);
        var bytes = Envelope.Write(
            Weir.Releases.Trust.Root.Magic, document, [signer.Sign(SigningDomain.Root, document)]);
        Assert.True(Weir.Releases.Trust.Root.Read(bytes).Try(out var root, out var refusal), $"{refusal}");
        var store = new ReleaseStore(new DurableFiles(), Root);
        Assert.Equal(FileStatus.Done, store.Open());
        Assert.Equal(FileStatus.Done, store.SaveTrust(new TrustState(root)));
        return root;
    }

    public TrustState Trusted()
    {
        var store = new ReleaseStore(new DurableFiles(), Root);
        Assert.Equal(FileStatus.Done, store.LoadTrust(out var state, out _));
        return state ?? throw new InvalidOperationException("no trust");
    }

    /// <summary>An unsigned bundle with these sections; answers its path.</summary>
    public string Bundle(string name, Layer layer, params (string Name, byte[] Content)[] sections)
    {
        var builder = new BundleBuilder();
        foreach (var (section, content) in sections)
        {
            builder.Add(section, content);
        }

        var document = builder.Document(layer, 4, Created, Created.AddDays(90), new ReleaseNeeds(1, 2, 3));
        File.WriteAllBytes(In(name), builder.Write(document, []));
        return In(name);
    }

    private SigningKey Signer(string name) =>
        new LocalKeys(new DurableFiles(), In("keys")).Load(name).Match(
            static key => key, static fault => throw new InvalidOperationException(fault.Detail));
}
