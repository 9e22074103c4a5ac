using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Weir.Cli.Tests.Processes;

/// <summary>A running node whose keeper is killed: visitors are served, and another one comes.</summary>
public sealed class KeeperGoneTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task KilledUnderLoad_NoRequestFails_AndAnotherOneStores()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "processes are signalled");
        await using var weir = await WeirProcess.UpAsync(_scratch);
        using var admin = Clients.To(weir.Admin);
        var crowd = new Crowd(weir, each: 2);
        await weir.Within(crowd.Warm);
        var first = await RunningAsync(weir, admin, 0);

        using (var keeper = System.Diagnostics.Process.GetProcessById(first))
        {
            keeper.Kill();
        }

        var second = await RunningAsync(weir, admin, first);
        using (var ready = await admin.GetAsync("/ready", WeirProcess.Ct))
        {
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        }

        weir.Signal(WeirProcess.Terminate);
        await weir.Within(crowd.Gone);
        Assert.Empty(crowd.Failures);
        Assert.NotEqual(first, second);
        var run = await weir.ExitAsync();
        Assert.Equal(0, run.Code);
        Assert.Contains("it is started again in 1 s", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Waits for a keeper other than one, as status shows it.</summary>
    private static async Task<int> RunningAsync(WeirProcess weir, HttpClient admin, int other)
    {
        var found = 0;
        var looking = Task.Run(async () =>
        {
            while (found == 0)
            {
                var status = JsonNode.Parse(await admin.GetStringAsync("/api/status", WeirProcess.Ct));
                var process = (int?)status?["keeper"]?["pid"] ?? 0;
                if ((string?)status?["keeper"]?["state"] == "running" && process != other)
                {
                    found = process;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), WeirProcess.Ct);
            }
        });
        await weir.Within(looking);
        return found;
    }
}
