using System.Net;
using Xunit;

namespace Weir.Cli.Tests.Processes;

public sealed class StoppingTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Terminated_UnderLoad_NoRequestFails()
    {
        await using var weir = await WeirProcess.UpAsync(_scratch, "--grace", "200ms");
        using var admin = Clients.To(weir.Admin);
        var crowd = new Crowd(weir, each: 3);
        await weir.Within(crowd.Warm);

        // An upload that goes on for longer than everything else: while it lasts, the node does.
        using var slow = await HoldAsync(weir);
        weir.Signal(WeirProcess.Terminate);
        await weir.Error.LineAsync("node.stopping");
        using (var ready = await admin.GetAsync("/ready", WeirProcess.Ct))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        }

        await weir.Within(crowd.Gone);
        await slow.SendAsync("lo");
        var last = await slow.AnswerAsync();

        Assert.Empty(crowd.Failures);
        Assert.Equal(200, last?.Status);
        var run = await weir.ExitAsync();
        Assert.Equal(0, run.Code);
        Assert.DoesNotContain("\"severity\":\"error\"", run.Error, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine($"{crowd.Answered} answered");
    }

    [Fact]
    public async Task RequestLongerThanTheDrain_IsAborted_AndTheExitIs0()
    {
        await using var weir = await WeirProcess.UpAsync(_scratch, "--grace", "0s");
        using var slow = await HoldAsync(weir);

        weir.Signal(WeirProcess.Terminate);

        Assert.Null(await slow.AnswerAsync());
        Assert.Equal(0, (await weir.ExitAsync()).Code);
    }

    [Fact]
    public async Task SecondSignal_EndsAtOnce()
    {
        await using var weir = await WeirProcess.UpAsync(_scratch);
        using var slow = await HoldAsync(weir);

        weir.Signal(WeirProcess.Terminate);
        await weir.Error.LineAsync("node.stopping");
        weir.Signal(WeirProcess.Terminate);

        // What the system says of a process that this signal ended.
        Assert.Equal(128 + WeirProcess.Terminate, (await weir.ExitAsync()).Code);
        Assert.Null(await slow.AnswerAsync());
    }

    /// <summary>An upload that has begun, and of which the last two bytes are still to come.</summary>
    private static async Task<RawVisitor> HoldAsync(WeirProcess weir)
    {
        var visitor = await RawVisitor.ConnectAsync(weir.Http);
        await visitor.SendAsync("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.Equal(200, (await visitor.AnswerAsync())?.Status);
        await visitor.SendAsync("POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhel");
        return visitor;
    }
}
