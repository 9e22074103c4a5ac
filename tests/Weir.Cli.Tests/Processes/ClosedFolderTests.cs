using Weir.Cli.Tests.Releases;
using Xunit;

namespace Weir.Cli.Tests.Processes;

/// <summary>
/// A data folder that belongs to the node's user: whoever else asks is told that, and what to do, and not
/// that there is nothing.
/// </summary>
public sealed class ClosedFolderTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("keys list", "")]
    [InlineData("keys list --json", "")]
    [InlineData("keys revoke model", "/keys")]
    [InlineData("keys trust model --role model", "/keys")]
    public async Task Keys_ThatMayNotBeRead_AreNotSaidToBeMissing(string line, string place)
    {
        await _folder.TrustAsync("model");

        var run = await OtherUser.WeirAsync($"{line} --data {_folder.Root}", _folder.Root);

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Equal(Complaint(line.Replace(" --json", "", StringComparison.Ordinal), place), run.Error);
    }

    [Theory]
    [InlineData("release list")]
    [InlineData("kill --list")]
    [InlineData("hold model --for 1h")]
    [InlineData("features list")]
    [InlineData("explain 01JZZZZZZZZZZZZZZZZZZZZZZZ")]
    public async Task ANode_ThatMayNotBeAsked_IsNotSaidToBeMissing(string line)
    {
        await using var node = await StubNode.StartAsync();

        var run = await OtherUser.WeirAsync($"{line} --data {node.Data}", node.Data);

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.EndsWith(
            $": {node.Data}/admin.sock may not be used by this user: run this as the node's own user, such "
            + "as with 'sudo -u weir'\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("features list")]
    [InlineData("features build")]
    public async Task Events_ThatMayNotBeRead_AreNotSaidToBeMissing(string line)
    {
        Directory.CreateDirectory(_folder.In("events"));
        await File.WriteAllTextAsync(
            _folder.In("events/events.duckdb"), "x", TestContext.Current.CancellationToken);

        var run = await OtherUser.WeirAsync(
            $"{line} --from {_folder.In("events/events.duckdb")}", _folder.Root);

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Equal(Complaint(line, "/events/events.duckdb"), run.Error);
    }

    /// <summary>The folder may know of a higher number than the first.</summary>
    [Fact]
    public async Task ANextNumber_IsNotMadeUp()
    {
        const string policy = "/etc/passwd";
        Assert.SkipUnless(File.Exists(policy), "there is no file that everybody may read");

        var run = await OtherUser.WeirAsync(
            $"release build --policy {policy} --out {_folder.In("p.weir")} --data {_folder.Root}",
            _folder.Root);

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.StartsWith(
            "weir release build: nobody says which number is next: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("may not be read by this user", run.Error, StringComparison.Ordinal);
    }

    private string Complaint(string line, string place) =>
        $"weir {line.Split(" model")[0]}: {_folder.Root}{place} may not be read by this user: run this as "
        + "the node's own user, such as with 'sudo -u weir'\n";
}
