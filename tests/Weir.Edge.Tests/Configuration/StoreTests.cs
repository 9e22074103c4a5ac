using Weir.Edge.Configuration;
using Xunit;

namespace Weir.Edge.Tests.Configuration;

public sealed class StoreTests : IDisposable
{
    private const string Node = "version: 1\nlisten: [{ address: 127.0.0.1:8080 }]\n";

    private readonly TestFolder _folder = new();
    private readonly SteppedTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_OfBadSite_StartsWithTheOthers()
    {
        var change = Store(Node, Site("a"), Site("b", mode: "off")).Reload();

        Assert.Equal(["a"], Running(change));
        Assert.Single(change.Problems);
        Assert.Contains(
            "weir.yaml:5:40: error: expected observe or enforce",
            change.State.Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version: 1\nlisten: nowhere\nsites: []\n", ConfigurationFault.Invalid)]
    [InlineData("version: 1\nsites: 5\n", ConfigurationFault.Invalid)]
    [InlineData("version: 1\nsites: [", ConfigurationFault.NotConfiguration)]
    [InlineData("version: 7\nsites: []\n", ConfigurationFault.NotConfiguration)]
    public void Load_OfBadFile_HasNothingToRun(string text, ConfigurationFault expected)
    {
        _folder.Write("weir.yaml", text);

        var change = new ConfigurationStore(_folder.File("weir.yaml"), _time).Reload();

        Assert.False(change.Running.Try(out _, out var fault));
        Assert.Equal(expected, fault);
        Assert.NotEmpty(change.State.Problems);
    }

    [Fact]
    public void Load_OfMissingFile_SaysSo()
    {
        var change = new ConfigurationStore(_folder.File("none.yaml"), _time).Reload();

        Assert.False(change.Running.Try(out _, out var fault));
        Assert.Equal(ConfigurationFault.Unreadable, fault);
        Assert.StartsWith(
            "none.yaml: error: there is no file", change.State.Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version: 1\nsites: [")]
    [InlineData("version: 2\nsites: []\n")]
    [InlineData("")]
    [InlineData("version: 1\nlisten: nowhere\n")]
    public void Reload_OfFileThatCannotBeRead_ChangesNothing(string text)
    {
        var store = Store(Node, Site("a"), Site("b"));
        Assert.True(store.Reload().Running.Try(out var before, out _));
        _folder.Write("weir.yaml", text);

        var change = store.Reload();

        Assert.True(change.Running.Try(out var after, out _));
        Assert.Same(before, after);
        Assert.NotEmpty(change.State.Problems);
        Assert.Equal(["a", "b"], change.SitesKept);
    }

    [Fact]
    public void Reload_OfBadNode_KeepsNodeAndTakesSites()
    {
        var store = Store(Node, Site("a"));
        store.Reload();
        Write(
            "version: 1\nlisten: [{ address: 127.0.0.1:99999 }]\ninline_sockets: true\n",
            Site("a"), Site("c"));

        var change = store.Reload();

        Assert.True(change.Running.Try(out var running, out _));
        Assert.False(change.NodeApplied);
        Assert.False(running.Node.InlineSockets);
        Assert.Equal(8080, running.Node.Listeners[0].Address.Port);
        Assert.Equal(["a", "c"], Running(change));
        Assert.Empty(change.NeedsRestart);
    }

    [Fact]
    public void Reload_OfBadSite_KeepsItAndUpdatesTheRest()
    {
        var store = Store(Node, Site("a"), Site("b"), Site("gone"));
        store.Reload();
        Write(
            Node, Site("a", mode: "bogus"), Site("b", mode: "enforce"), Site("new"), Site("bad", mode: "x"));

        var change = store.Reload();

        Assert.True(change.Running.Try(out var running, out _));
        Assert.Equal(["a", "b", "new"], Running(change));
        Assert.Equal(SiteMode.Observe, running.Sites[0].Mode);
        Assert.Equal(SiteMode.Enforce, running.Sites[1].Mode);
        Assert.Equal(["a"], change.SitesKept);
        Assert.Equal(["b", "new"], change.SitesTaken);
        Assert.Equal(["gone"], change.SitesRemoved);
    }

    [Fact]
    public void Reload_OfUnchangedSite_KeepsTheSameObject()
    {
        var store = Store(Node, Site("a"));
        Assert.True(store.Reload().Running.Try(out var before, out _));
        Write("# Only a comment is new.\n" + Node, Site("a"));

        Assert.True(store.Reload().Running.Try(out var after, out _));

        Assert.Same(before.Sites[0], after.Sites[0]);
    }

    [Fact]
    public void Reload_OfSiteWithUnreadableId_RemovesNobody()
    {
        var store = Store(Node, Site("a"), Site("b"));
        store.Reload();
        Write(Node, Site("a"), Site("B!", host: "b"));

        var change = store.Reload();

        Assert.Equal(["a", "b"], Running(change));
        Assert.Empty(change.SitesRemoved);
    }

    [Fact]
    public void Reload_ThatMovesAHostAwayFromABadSite_LeavesBothAsTheyWere()
    {
        var store = Store(Node, Site("a"), Site("b"));
        store.Reload();
        // The host a.example moves from a to b and b.example to c, but a is bad and keeps its own.
        Write(Node, Site("a", host: "z", mode: "bogus"), Site("b", host: "a"), Site("c", host: "b"));

        var change = store.Reload();

        Assert.True(change.Running.Try(out var running, out _));
        Assert.Equal(["a", "b"], Running(change));
        Assert.Equal(["a.example"], running.Sites[0].Hosts);
        Assert.Equal(["b.example"], running.Sites[1].Hosts);
        Assert.Contains(
            change.Problems,
            static p => p.Message.Contains("still belongs to the site 'a'", StringComparison.Ordinal));
        Assert.Contains(
            change.Problems,
            static p => p.Message.Contains("still belongs to the site 'b'", StringComparison.Ordinal));
    }

    [Fact]
    public void Reload_SaysWhatNeedsARestart_UntilItHappened()
    {
        var store = Store(Node, Site("a"));
        Assert.Empty(store.Reload().NeedsRestart);
        Write(
            "version: 1\nlisten: [{ address: 127.0.0.1:8081 }]\n"
            + "admin: { address: none }\ninline_sockets: true\n",
            Site("a"));

        var first = store.Reload().NeedsRestart;
        var second = store.Reload().NeedsRestart;

        Assert.Equal(4, first.Length);
        Assert.Contains("listen: 127.0.0.1:8081 is new; it is listened on after a restart", first);
        Assert.Contains("admin: the address stays 127.0.0.1:9090 until a restart", first);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Reload_WatchesCertificates_AlsoThoseThatAreMissing()
    {
        _folder.WithCertificates();
        var store = Store(
            "version: 1\nlisten: [{ address: 127.0.0.1:8443, "
            + "tls: { certificates: [{ cert: a.pem, key: no.key }] } }]\n",
            Site("a"));
        store.Reload();

        Assert.Equal(
            [_folder.File("weir.yaml"), _folder.File("a.pem"), _folder.File("no.key")], store.WatchedFiles);
    }

    [Fact]
    public void ACertificateThatCannotBeRead_HoldsUpNothingElse()
    {
        _folder.WithCertificates();
        var store = Store(Certificates("a.pem", "a.key", 100), Site("a"));
        store.Reload();
        Write(Certificates("text.pem", "a.key", 200), Site("a"));
        var change = store.Reload();

        Assert.True(change.NodeApplied);
        Assert.True(change.Running.Try(out var running, out _));
        Assert.Equal(200, running.Node.Limits.Connections);
        Assert.Equal(
            [_folder.File("a.pem"), _folder.File("text.pem")],
            running.Node.Listeners[0].Tls?.Certificates.Select(static c => c.Cert) ?? []);
        var problem = Assert.Single(change.State.Problems);
        Assert.Contains("no certificate in PEM", problem, StringComparison.Ordinal);
    }

    private static string Certificates(string cert, string key, int connections) => $$"""
        version: 1
        limits: { connections: {{connections}}, connections_per_address: 10 }
        listen:
          - address: 127.0.0.1:8443
            tls: { certificates: [{ cert: a.pem, key: a.key }, { cert: {{cert}}, key: {{key}} }] }

        """;

    private static string Site(string id, string? host = null, string mode = "observe") =>
        $$"""  - { id: {{id}}, hosts: [{{host ?? id}}.example], mode: {{mode}}, """
        + """origins: ["http://127.0.0.1:9000"] }""";

    private static string[] Running(ConfigurationChange change) =>
        change.Running.Match<string[]>(static r => [.. r.Sites.Select(static s => s.Id)], static _ => []);

    private ConfigurationStore Store(string node, params string[] sites)
    {
        Write(node, sites);
        return new ConfigurationStore(_folder.File("weir.yaml"), _time);
    }

    private void Write(string node, params string[] sites) =>
        _folder.Write("weir.yaml", $"{node}sites:\n{string.Join('\n', sites)}\n");
}
