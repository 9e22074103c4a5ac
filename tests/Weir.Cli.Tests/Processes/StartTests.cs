using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Weir.Cli.Tests.Processes;

/// <summary>What keeps a node from starting, and what does not.</summary>
public sealed class StartTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("--http")]
    [InlineData("--https")]
    public async Task OccupiedAddress_Exits1_NamingItAndItsHolder(string listener)
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        string[] others = ["--http", "none", "--https", "none"];
        var at = Array.IndexOf(others, listener);
        others[at + 1] = $"{holder.LocalEndpoint}";
        others[at == 0 ? 3 : 1] = "127.0.0.1:0";

        var run = await WeirProcess.RunAsync(["up", .. others, "--admin", "none", "--data", _scratch.Data]);

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains($"{holder.LocalEndpoint}", run.Error, StringComparison.Ordinal);
        Assert.Contains($"(process {Environment.ProcessId})", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OccupiedAdminAddress_ServesWithAWarning_AndOnTheSocketOnly()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();

        await using var weir = await WeirProcess.UpAsync(_scratch, "--admin", $"{holder.LocalEndpoint}");

        await ServesAsync(weir);
        Assert.Contains(
            $"warning: the admin address {holder.LocalEndpoint} is occupied", $"{weir.Error}",
            StringComparison.Ordinal);
        Assert.DoesNotContain("  admin ", $"{weir.Output}", StringComparison.Ordinal);
        using var socket = Clients.ToSocket(weir.Socket);
        Assert.Equal("ready\n", await socket.GetStringAsync("/ready", WeirProcess.Ct));
    }

    [Fact]
    public async Task AdminSocketThatCannotBeOpened_ServesWithAWarning_AndOnTheAddressOnly()
    {
        Directory.CreateDirectory(_scratch.In("data/admin.sock"));

        await using var weir = await WeirProcess.UpAsync(_scratch);

        await ServesAsync(weir);
        Assert.Contains("warning: ", $"{weir.Error}", StringComparison.Ordinal);
        Assert.Contains(_scratch.In("data/admin.sock"), $"{weir.Error}", StringComparison.Ordinal);
        Assert.DoesNotContain("  socket ", $"{weir.Output}", StringComparison.Ordinal);
        using var admin = Clients.To(weir.Admin);
        Assert.Equal("ready\n", await admin.GetStringAsync("/ready", WeirProcess.Ct));
    }

    [Fact]
    public async Task AdminSocketWithTooLongAPath_ServesWithAWarning_AndOnTheAddressOnly()
    {
        var deep = _scratch.In(new string('d', 100));

        await using var weir = await WeirProcess.UpAsync(_scratch, "--data", deep);

        await ServesAsync(weir);
        Assert.Contains("107 bytes", $"{weir.Error}", StringComparison.Ordinal);
        using var admin = Clients.To(weir.Admin);
        Assert.Equal("ready\n", await admin.GetStringAsync("/ready", WeirProcess.Ct));
    }

    [Fact]
    public async Task AdminAddressOpenToOthers_Exits1_NamingIt()
    {
        var run = await WeirProcess.RunAsync(
            "up", "--http", "127.0.0.1:0", "--https", "none", "--admin", "0.0.0.0:0",
            "--data", _scratch.Data);

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("the admin address 0.0.0.0:0 is open to other machines", run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataFolderOfAnotherNode_Exits1_NamingIt_AndLeavesThatOneAlone()
    {
        await using var first = await WeirProcess.UpAsync(_scratch);

        var second = await WeirProcess.RunAsync(
            "up", "--http", "127.0.0.1:0", "--https", "none", "--admin", "none", "--data", _scratch.Data);

        Assert.Equal((1, ""), (second.Code, second.Output));
        Assert.Contains($"another node uses {_scratch.Data}", second.Error, StringComparison.Ordinal);
        await ServesAsync(first);
        using var socket = Clients.ToSocket(first.Socket);
        Assert.Equal("ready\n", await socket.GetStringAsync("/ready", WeirProcess.Ct));
    }

    [Fact]
    public async Task DataFolderThatCannotBeUsed_ServesWithAWarning_AndKeepsNothing()
    {
        // Below a file there can be no folder, whoever asks: permissions do not bind an administrator.
        _scratch.Write("file", "");
        var wanted = _scratch.In("file/data");

        await using var weir = await WeirProcess.UpAsync(_scratch, "--data", wanted, "--grace", "0s");

        await ServesAsync(weir);
        var warning = await weir.Error.LineAsync("warning: ");
        Assert.Contains($"the data folder {wanted} cannot be used", warning, StringComparison.Ordinal);
        var state = Path.GetDirectoryName(weir.Socket);
        Assert.True(Directory.Exists(state));
        weir.Signal(WeirProcess.Terminate);
        Assert.Equal(0, (await weir.ExitAsync()).Code);
        Assert.False(Directory.Exists(state));
    }

    [Fact]
    public async Task KilledNode_StartsAgainAtOnce_OnItsAddressesAndItsFolder()
    {
        string[] addresses;
        using var visitor = new TcpClient();
        await using (var killed = await WeirProcess.UpAsync(_scratch))
        {
            addresses =
            [
                "--http", killed.Http.Authority, "--https", killed.Https.Authority,
                "--admin", killed.Admin.Authority,
            ];

            // A connection that the killed process leaves behind must not hold the address.
            await visitor.ConnectAsync(IPAddress.Loopback, killed.Http.Port, WeirProcess.Ct);
            await ServesAsync(killed);
            killed.KillNow();
            Assert.Equal(137, (await killed.ExitAsync()).Code);
        }

        await using var next = await WeirProcess.UpAsync(_scratch, addresses);

        Assert.Equal("", $"{next.Error}");
        await ServesAsync(next);
        using var socket = Clients.ToSocket(next.Socket);
        Assert.Equal("ready\n", await socket.GetStringAsync("/ready", WeirProcess.Ct));
    }

    [Fact]
    public async Task DevelopmentCertificateThatCannotBeWritten_ServesWithAWarning_NamingIt()
    {
        Directory.CreateDirectory(_scratch.In("data/keys/development.pem"));

        await using var weir = await WeirProcess.UpAsync(_scratch);

        await ServesAsync(weir);
        var warning = await weir.Error.LineAsync("warning: no development certificate");
        Assert.Contains(_scratch.In("data/keys/development.pem"), warning, StringComparison.Ordinal);
        using var secure = Clients.To(weir.Https);
        await Assert.ThrowsAsync<HttpRequestException>(() => secure.GetAsync("/echo", WeirProcess.Ct));
        await ServesAsync(weir);
    }

    [Fact]
    public async Task ConfigurationWithNothingToRun_Exits1_WithItsProblems()
    {
        var file = _scratch.Write("weir.yaml", "version: 1\nlisten:\n  - adress: 127.0.0.1:0\nsites: []\n");

        var run = await WeirProcess.RunAsync("up", "--config", file, "--data", _scratch.Data);

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("weir.yaml:3:5", run.Error, StringComparison.Ordinal);
        Assert.Contains("address", run.Error, StringComparison.Ordinal);
    }

    private static async Task ServesAsync(WeirProcess weir)
    {
        using var client = Clients.To(weir.Http);
        using var answer = await client.GetAsync("/echo", WeirProcess.Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
