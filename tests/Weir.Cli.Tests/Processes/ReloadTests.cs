using Xunit;

namespace Weir.Cli.Tests.Processes;

/// <summary>A file that changes under a running node.</summary>
public sealed class ReloadTests : IDisposable
{
    private const string Read = "\"key\":\"configuration.read\"";
    private const string Problem = "\"key\":\"configuration.problem\"";

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task ChangedFile_IsTaken()
    {
        await using var a = await NamedOrigin.StartAsync("a");
        await using var b = await NamedOrigin.StartAsync("b");
        await using var weir = await UpAsync(Shop(a), Blog(a));
        using var client = Clients.To(weir.Http);
        Assert.Equal((200, "a"), await client.AskAsync("shop.test"));
        Assert.Equal((200, "a"), await client.AskAsync("blog.test"));
        Assert.Equal(421, (await client.AskAsync("new.test")).Status);

        // What to try is what a site answers.
        Assert.Contains("curl -sk -H 'Host: shop.test' http", $"{weir.Output}", StringComparison.Ordinal);

        Write(Shop(b), Site("new", a));
        await weir.Within(weir.Error.LineAsync(Read));

        // On the same connection: it outlives what it was opened under.
        Assert.Equal((200, "b"), await client.AskAsync("shop.test"));
        Assert.Equal((200, "a"), await client.AskAsync("new.test"));
        Assert.Equal(421, (await client.AskAsync("blog.test")).Status);
    }

    [Fact]
    public async Task BadFile_ChangesNothing_AndIsReported_UntilItIsGood()
    {
        await using var a = await NamedOrigin.StartAsync("a");
        await using var weir = await UpAsync(Shop(a), Blog(a));
        using var client = Clients.To(weir.Http);
        using var admin = Clients.To(weir.Admin);

        _scratch.Write("weir.yaml", "version: 1\nsites: [unfinished\n");
        await weir.Within(weir.Error.LineAsync(Read));

        Assert.Contains("weir.yaml:", await weir.Error.LineAsync(Problem), StringComparison.Ordinal);
        Assert.Equal((200, "a"), await client.AskAsync("shop.test"));
        Assert.Equal((200, "a"), await client.AskAsync("blog.test"));
        Assert.True(await admin.MetricAsync("weir_config_problems") > 0);

        Write(Shop(a), Blog(a));
        await weir.Within(weir.Error.LineAsync(Read, skip: 1));
        Assert.Equal(0, await admin.MetricAsync("weir_config_problems"));
        Assert.Equal((200, "a"), await client.AskAsync("shop.test"));
    }

    [Fact]
    public async Task BadSite_StaysAsItWas_AndTheOtherIsUpdated()
    {
        await using var a = await NamedOrigin.StartAsync("a");
        await using var b = await NamedOrigin.StartAsync("b");
        await using var weir = await UpAsync(Shop(a), Blog(a));
        using var client = Clients.To(weir.Http);
        using var admin = Clients.To(weir.Admin);

        Write(Shop(b) + "    mode: enforced\n", Blog(b));
        var read = weir.Error.LineAsync(Read);
        await weir.Within(read);

        Assert.Equal((200, "a"), await client.AskAsync("shop.test"));
        Assert.Equal((200, "b"), await client.AskAsync("blog.test"));
        Assert.Contains("kept as they were: shop", await read, StringComparison.Ordinal);
        var status = await admin.JsonAsync("/api/status");
        var problems = status.GetProperty("node").GetProperty("configuration").GetProperty("problems");
        var problem = Assert.Single(problems.EnumerateArray()).GetString();
        Assert.Contains("enforce", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hangup_ReadsTheFileAgain_AlsoWhereNothingChanged()
    {
        await using var a = await NamedOrigin.StartAsync("a");
        await using var weir = await UpAsync(Shop(a));
        using var client = Clients.To(weir.Http);

        weir.Signal(WeirProcess.Hangup);
        await weir.Within(weir.Error.LineAsync(Read));
        weir.Signal(WeirProcess.Hangup);
        await weir.Within(weir.Error.LineAsync(Read, skip: 1));

        Assert.Equal((200, "a"), await client.AskAsync("shop.test"));
        Assert.Equal(0, weir.Error.Count(Problem));
    }

    private static string Shop(NamedOrigin origin) => Site("shop", origin);

    private static string Blog(NamedOrigin origin) => Site("blog", origin);

    private static string Site(string id, NamedOrigin origin) =>
        $"  - id: {id}\n    hosts: [\"{id}.test\"]\n    origins: [\"{origin.Address}\"]\n";

    private string Write(params string[] sites) =>
        _scratch.Write("weir.yaml", "version: 1\nsites:\n" + string.Concat(sites));

    private Task<WeirProcess> UpAsync(params string[] sites) =>
        WeirProcess.UpAsync(_scratch, "--config", Write(sites));
}
