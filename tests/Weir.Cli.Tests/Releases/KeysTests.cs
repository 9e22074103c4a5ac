using System.Text.Json;
using Weir.Cli.Node;
using Weir.Releases;
using Weir.Releases.Trust;
using Xunit;

namespace Weir.Cli.Tests.Releases;

/// <summary><c>weir keys</c>, with no node, with one that answers, and with one that does not.</summary>
public sealed class KeysTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task New_MakesAPrivateFileForItsOwnerAlone_AndPrintsThePublicOne()
    {
        var run = await _folder.WeirAsync("keys new model");

        Assert.Equal((0, ""), (run.Code, run.Error));
        var seed = await File.ReadAllTextAsync(_folder.In("keys/model.key"), Ct);
        var key = await File.ReadAllTextAsync(_folder.In("keys/model.pub"), Ct);
        Assert.Matches("^weir-ed25519-seed:[0-9a-f]{64}\n$", seed);
        Assert.StartsWith(key, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(seed.Trim()[^64..], run.Output, StringComparison.Ordinal);
        Assert.True(
            OperatingSystem.IsWindows()
            || File.GetUnixFileMode(_folder.In("keys/model.key"))
                == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task New_OfANameThatIsTaken_LeavesTheKey()
    {
        await _folder.KeyAsync("model");
        var seed = await File.ReadAllTextAsync(_folder.In("keys/model.key"), Ct);

        var run = await _folder.WeirAsync("keys new model");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("there is a key 'model' already", run.Error, StringComparison.Ordinal);
        Assert.Equal(seed, await File.ReadAllTextAsync(_folder.In("keys/model.key"), Ct));
    }

    [Fact]
    public async Task New_OfTheNameOfAPublicKeyFromElsewhere_LeavesIt()
    {
        var key = await _folder.KeyAsync("builder");
        File.Delete(_folder.In("keys/builder.key"));

        var run = await _folder.WeirAsync("keys new builder");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("there is a key 'builder' already", run.Error, StringComparison.Ordinal);
        Assert.Equal(key + "\n", await File.ReadAllTextAsync(_folder.In("keys/builder.pub"), Ct));
    }

    [Theory]
    [InlineData("../model")]
    [InlineData(".hidden")]
    [InlineData("Model")]
    [InlineData("a/b")]
    [InlineData("a_b")]
    public async Task New_OfWhatIsNoName_WritesNothing(string name)
    {
        var run = await _folder.WeirAsync($"keys new {name}");

        Assert.Equal(1, run.Code);
        Assert.Contains("is no name of a key", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public async Task List_TellsWhatMaySign_AndNeverAPrivateKey()
    {
        var root = await _folder.TrustAsync("local");
        await _folder.KeyAsync("spare");
        var seeds = Directory.GetFiles(_folder.In("keys"), "*.key")
            .Select(f => File.ReadAllText(f).Trim()[^64..]);

        var text = await _folder.WeirAsync("keys list");
        var json = await _folder.WeirAsync("keys list --json");

        Assert.Equal((0, 0), (text.Code, json.Code));
        Assert.StartsWith($"root 1, {root.Fingerprint}, until ", text.Output, StringComparison.Ordinal);
        Assert.Matches(@"\nlocal +root, model, signals, lists, policy, head +here +[0-9a-f]{64}\n",
            text.Output);
        Assert.Matches(@"\nspare +nothing +here +[0-9a-f]{64}\n", text.Output);
        Assert.All(seeds, seed => Assert.DoesNotContain(
            seed, text.Output + json.Output, StringComparison.Ordinal));
        var keys = JsonDocument.Parse(json.Output).RootElement.GetProperty("keys");
        Assert.Equal(["local", "spare"], keys.EnumerateArray().Select(
            k => k.GetProperty("name").GetString()));
        Assert.Equal(6, keys[0].GetProperty("roles").GetArrayLength());
    }

    [Fact]
    public async Task Trust_WithoutANode_StoresTheNextRoot_AndTheLayersNumbersBeginAnew()
    {
        await _folder.TrustAsync("local");
        var key = await _folder.KeyAsync("builder");

        var run = await _folder.WeirAsync($"keys trust {_folder.In("keys/builder.pub")} --role model");

        Assert.Equal((0, ""), (run.Code, run.Error));
        var trusted = _folder.Trusted();
        Assert.Equal(2, trusted.Root.Version);
        Assert.Contains(key, trusted.Root[RoleKind.Model].Keys.Select(static k => k.Text));
        Assert.DoesNotContain(key, trusted.Root[RoleKind.Root].Keys.Select(static k => k.Text));
        Assert.Contains($"root 2, {trusted.Root.Fingerprint}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_BesideANode_HandsItTheRoot_AndWritesNothing()
    {
        await using var node = await StubNode.StartAsync();
        node.Answers("POST /api/root", """{"done":true,"detail":"taken"}""");
        await _folder.TrustAsync("local");
        await _folder.KeyAsync("builder");
        foreach (var part in new[] { "keys", "trust" })
        {
            Directory.Move(_folder.In(part), Path.Combine(node.Data, part));
        }

        var run = await node.WeirAsync("keys trust builder --role signals");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.True(Root.Read(node.OnlyCall.Body).Try(out var sent, out var refusal), $"{refusal}");
        Assert.Equal((2, 2), (sent.Version, sent[RoleKind.Signals].Keys.Length));
        Assert.Contains("root 1, ", (await node.WeirAsync("keys list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_WhereTheNodeRefuses_Exits1_WithItsReason()
    {
        await using var node = await StubNode.StartAsync();
        node.Answers("POST /api/root",
            """{"gate":"Verify","reason":"RootChain","detail":"version 2 cannot follow 2"}""", 422);
        await _folder.TrustAsync("local");
        await _folder.KeyAsync("builder");
        foreach (var part in new[] { "keys", "trust" })
        {
            Directory.Move(_folder.In(part), Path.Combine(node.Data, part));
        }

        var run = await node.WeirAsync("keys trust builder --role signals");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("RootChain: version 2 cannot follow 2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_WhereANodeHoldsTheFolderAndIsSilent_ChangesNothing()
    {
        await _folder.TrustAsync("local");
        await _folder.KeyAsync("builder");
        Assert.True(DataFolder.Open(_folder.Root).Try(out var held, out _));
        using (held)
        {
            var run = await _folder.WeirAsync("keys trust builder --role model");

            Assert.Equal((1, ""), (run.Code, run.Output));
            Assert.Contains("no node answers, and yet another node uses", run.Error,
                StringComparison.Ordinal);
        }

        Assert.Equal(1, _folder.Trusted().Root.Version);
    }

    [Fact]
    public async Task Trust_WithoutTheRootKey_SaysWhoseItTakes()
    {
        await _folder.TrustAsync("local");
        await _folder.KeyAsync("builder");
        File.Delete(_folder.In("keys/local.key"));

        var run = await _folder.WeirAsync("keys trust builder --role model");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("a root is changed by its root key alone", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, _folder.Trusted().Root.Version);
    }

    [Fact]
    public async Task Trust_OfAPrivateKeyFile_IsRefused_WithoutQuotingIt()
    {
        await _folder.TrustAsync("local");
        await _folder.KeyAsync("builder");
        var seed = (await File.ReadAllTextAsync(_folder.In("keys/builder.key"), Ct)).Trim()[^64..];

        var run = await _folder.WeirAsync($"keys trust {_folder.In("keys/builder.key")} --role model");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("looks like a private key", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(seed, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_BeforeThereIsARoot_SaysWhatMakesOne()
    {
        await _folder.KeyAsync("builder");

        var run = await _folder.WeirAsync("keys trust builder --role model");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("'weir up' makes its root", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("file")]
    [InlineData("id")]
    public async Task Revoke_TakesAKeyOutOfItsRoles(string by)
    {
        await _folder.TrustAsync("local");
        var key = await _folder.KeyAsync("builder");
        await _folder.WeirAsync("keys trust builder --role model");
        var named = by == "name" ? "builder" : by == "file" ? _folder.In("keys/builder.pub") : key;

        var run = await _folder.WeirAsync($"keys revoke {named}");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(3, _folder.Trusted().Root.Version);
        Assert.False(_folder.Trusted().Root.Knows(key));
    }

    [Fact]
    public async Task Revoke_OfTheLastKeyOfARole_IsRefused_AndSaysWhatComesFirst()
    {
        await _folder.TrustAsync("local");

        var run = await _folder.WeirAsync("keys revoke local");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("would be left with 0 of the 1 keys", run.Error, StringComparison.Ordinal);
        Assert.Contains("weir keys trust FILE.pub --role root", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, _folder.Trusted().Root.Version);
    }

    [Fact]
    public async Task TheRootKeyItself_CanBeReplaced_ByTrustThenRevoke()
    {
        await _folder.TrustAsync("local");
        await _folder.KeyAsync("next");
        foreach (var role in Roles.All)
        {
            Assert.Equal(0, (await _folder.WeirAsync($"keys trust next --role {role.Name()}")).Code);
        }

        var run = await _folder.WeirAsync("keys revoke local");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.All(Roles.All, role => Assert.Single(_folder.Trusted().Root[role].Keys));
    }

    [Theory]
    [InlineData("keys trust a.pub", "--role")]
    [InlineData("keys trust a.pub --role modle", "there is no role 'modle'; did you mean 'model'?")]
    [InlineData("keys new", "NAME")]
    [InlineData("keys revoke", "KEY")]
    public async Task WrongUsage_Exits2(string line, string reason)
    {
        var run = await Run.Weir(line);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
