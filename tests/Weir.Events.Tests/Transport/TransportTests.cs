using Weir.Decisions;
using Weir.Events.Tests.Support;
using Weir.Events.Transport;

namespace Weir.Events.Tests.Transport;

public sealed class TransportTests
{
    [Fact]
    public async Task Socket_IsTheOwnersAlone()
    {
        await using var wire = new Wire();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(wire.Path));
        }
    }

    [Fact]
    public async Task Socket_LeftByAFormerRun_IsReplaced()
    {
        await using var wire = new Wire();
        Assert.True(KeeperServer.Listen(wire.Parts).Try(out var second, out var fault), fault.Detail);
        await second.DisposeAsync();
    }

    [Fact]
    public void PathTooLong_NamesTheLimit()
    {
        var path = "/" + new string('x', Limits.SocketPathBytes);
        Assert.Equal(TransportFaultKind.PathTooLong, UnixPath.Check(path)?.Kind);
        Assert.Contains(
            nameof(Limits.SocketPathBytes), UnixPath.Check(path)?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyListens_IsAValue()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var connected = await KeeperClient.ConnectAsync(path, Wire.Stop);
        Assert.False(connected.Try(out _, out var fault));
        Assert.Equal(TransportFaultKind.Unavailable, fault.Kind);
    }

    [Fact]
    public async Task State_IsToldAtTheStart_AndOnChange()
    {
        await using var wire = new Wire();
        await using var keeper = await wire.ConnectAsync();
        var first = Assert.IsType<KeeperMessage.State>(await keeper.ReadAsync(Wire.Stop)).Node;
        Assert.Equal((7, 42, true), (first.ModelNumber, first.NextSignals, first.SignalsIntake));
        Assert.Equal(wire.State.Columns.Features, first.Columns.Features);

        wire.State = wire.State with { NextSignals = 43 };
        wire.Server.StateChanged();
        var second = Assert.IsType<KeeperMessage.State>(await keeper.ReadAsync(Wire.Stop)).Node;
        Assert.Equal(43, second.NextSignals);
    }

    [Fact]
    public async Task Events_ArriveWithTheirColumns_AndAreCountedWhenAcknowledged()
    {
        await using var wire = new Wire();
        wire.Queue.Describe(Told.Columns(3, 2));
        await using var keeper = await wire.ServedAsync();
        wire.Offer(10);
        wire.Flush();
        var batch = Assert.IsType<KeeperMessage.Events>(await keeper.ReadAsync(Wire.Stop)).Batch;
        Assert.Equal((10, 3), (batch.Count, batch.Columns.Id));
        Assert.Equal(10, Told.Read(batch.Bytes.Span, out _).Count(static one => one.Features is [1, 2]));
        Assert.Equal(1, wire.Queue.Unacknowledged);

        Assert.Null(await keeper.AcknowledgeAsync(batch.Sequence, stored: true, Wire.Stop));
        await wire.ToldAsync();
        Assert.Equal([batch.Sequence], wire.AcknowledgedBatches);
        Assert.Equal(10, wire.Queue.Tally(Weir.Events.Queue.EventQueue.MinuteOf(Told.Noon)).Stored);
    }

    [Fact]
    public async Task BatchesBeyondTheWindow_WaitForAnAcknowledgement()
    {
        await using var wire = new Wire();
        await using var keeper = await wire.ServedAsync();
        long first = 0;
        for (var i = 0; i < Limits.EventWindow; i++)
        {
            wire.Offer(1);
            wire.Flush();
            var batch = Assert.IsType<KeeperMessage.Events>(await keeper.ReadAsync(Wire.Stop)).Batch;
            first = first == 0 ? batch.Sequence : first;
        }

        wire.Offer(5);
        wire.Flush();
        Assert.Equal((5, Limits.EventWindow), (wire.Queue.Count, wire.Queue.Unacknowledged));
        Assert.Null(await keeper.AcknowledgeAsync(first, stored: true, Wire.Stop));
        await wire.ToldAsync();
        wire.Flush();
        Assert.Equal(5, Assert.IsType<KeeperMessage.Events>(await keeper.ReadAsync(Wire.Stop)).Batch.Count);
    }

    [Fact]
    public async Task Bundle_IsAnswered_AlsoWhileNobodyReadsMessages()
    {
        await using var wire = new Wire();
        await using var keeper = await wire.ConnectAsync();
        var answer = await keeper.SubmitAsync(new byte[300_000], Wire.Stop);
        Assert.True(answer.Try(out var taken, out _));
        Assert.Equal(new SubmitAnswer(true, 300_000, "", ""), taken);
    }

    [Fact]
    public async Task BundleThatWaits_IsAnsweredAsSuch()
    {
        await using var wire = new Wire
        {
            OnSubmit = static _ => new SubmitAnswer(true, 12, "", "") { Waiting = true },
        };
        await using var keeper = await wire.ConnectAsync();
        Assert.True((await keeper.SubmitAsync(new byte[1], Wire.Stop)).Try(out var answer, out _));
        Assert.True(answer.Waiting);
    }

    [Fact]
    public async Task GateThatThrows_RefusesTheBundle_AndTheWireLives()
    {
        await using var wire = new Wire
        {
            OnSubmit = static _ => throw new InvalidOperationException("gate"),
        };
        await using var keeper = await wire.ServedAsync();
        Assert.True((await keeper.SubmitAsync(new byte[1], Wire.Stop)).Try(out var answer, out _));
        Assert.Equal((false, "Fault"), (answer.Accepted, answer.Reason));
        Assert.Null(await keeper.ReportAsync(new KeeperReport(Told.Noon, "store", "", "well"), Wire.Stop));
        await wire.ToldAsync();
        Assert.Equal("well", Assert.Single(wire.Reports).Detail);
    }

    [Fact]
    public async Task Question_IsAnswered()
    {
        await using var wire = new Wire();
        await using var keeper = await wire.ServedAsync();
        var asking = wire.Server.AskAsync("features", "{}", TimeSpan.FromMinutes(1), Wire.Stop);
        var asked = Assert.IsType<KeeperMessage.Question>(await keeper.ReadAsync(Wire.Stop)).Asked;
        Assert.Equal(("features", "{}"), (asked.Kind, asked.Argument));
        Assert.Null(await keeper.AnswerAsync(new KeeperAnswer(asked.Id, true, "[1]"), Wire.Stop));
        Assert.True((await asking).Try(out var body, out _));
        Assert.Equal("[1]", body);
    }

    [Fact]
    public async Task Question_WithoutAnswer_EndsInTime()
    {
        await using var wire = new Wire();
        await using var keeper = await wire.ServedAsync();
        var asking = wire.Server.AskAsync("build", "", TimeSpan.FromSeconds(10), Wire.Stop);
        Assert.IsType<KeeperMessage.Question>(await keeper.ReadAsync(Wire.Stop));
        wire.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.False((await asking).Try(out _, out var fault));
        Assert.Equal(AskFaultKind.Timeout, fault.Kind);
    }

    [Fact]
    public async Task Question_WithoutKeeper_IsAValue()
    {
        await using var wire = new Wire();
        var asked = await wire.Server.AskAsync("build", "", TimeSpan.FromSeconds(10), Wire.Stop);
        Assert.False(asked.Try(out _, out var fault));
        Assert.Equal(AskFaultKind.NoKeeper, fault.Kind);
    }

    [Fact]
    public async Task KeeperThatGoes_LeavesUncertain_AndTheNextOneServes()
    {
        await using var wire = new Wire();
        var keeper = await wire.ServedAsync();
        wire.Offer(4);
        wire.Flush();
        Assert.IsType<KeeperMessage.Events>(await keeper.ReadAsync(Wire.Stop));
        var asking = wire.Server.AskAsync("build", "", TimeSpan.FromSeconds(10), Wire.Stop);
        await keeper.DisposeAsync();
        Assert.Equal(TransportFaultKind.Closed, (await wire.EndAsync()).Kind);
        Assert.False((await asking).Try(out _, out var fault));
        Assert.Equal(AskFaultKind.NoKeeper, fault.Kind);
        Assert.Equal(4, wire.Queue.Tally(Weir.Events.Queue.EventQueue.MinuteOf(Told.Noon)).Uncertain);

        await using var next = await wire.ServedAsync();
        wire.Offer(1);
        wire.Flush();
        Assert.Equal(1, Assert.IsType<KeeperMessage.Events>(await next.ReadAsync(Wire.Stop)).Batch.Count);
    }

    [Fact]
    public async Task WaitingThatIsGivenUp_IsAValue()
    {
        await using var wire = new Wire();
        await using var keeper = await wire.ServedAsync();
        using var stop = new CancellationTokenSource();
        var reading = keeper.ReadAsync(stop.Token);
        await stop.CancelAsync();
        Assert.Equal(
            TransportFaultKind.Stopped, Assert.IsType<KeeperMessage.Closed>(await reading).Why.Kind);
        Assert.False((await keeper.SubmitAsync(new byte[1], stop.Token)).Try(out _, out var fault));
        Assert.Equal(TransportFaultKind.Stopped, fault.Kind);
    }

    [Fact]
    public async Task SecondKeeper_IsTurnedAway_AndTheFirstLives()
    {
        await using var wire = new Wire();
        await using var first = await wire.ServedAsync();

        // It notices already while it greets, or after that.
        if ((await KeeperClient.ConnectAsync(wire.Path, Wire.Stop)).Try(out var second, out var fault))
        {
            Assert.IsType<KeeperMessage.Closed>(await second.ReadAsync(Wire.Stop));
            await second.DisposeAsync();
        }
        else
        {
            Assert.Equal(TransportFaultKind.Closed, fault.Kind);
        }

        Assert.True((await first.SubmitAsync(new byte[1], Wire.Stop)).Try(out _, out _));
    }

    [Fact]
    public async Task NodeThatStops_ClosesTheKeeper()
    {
        var wire = new Wire();
        await using var keeper = await wire.ServedAsync();
        await wire.DisposeAsync();
        Assert.IsType<KeeperMessage.Closed>(await keeper.ReadAsync(Wire.Stop));
        Assert.IsType<KeeperMessage.Closed>(await keeper.ReadAsync(Wire.Stop));
        Assert.False((await keeper.SubmitAsync(new byte[1], Wire.Stop)).Try(out _, out _));
    }

    [Fact]
    public async Task KeeperThatAcknowledgesNothing_IsLetGo()
    {
        await using var wire = new Wire();
        await using var keeper = await wire.ServedAsync();
        wire.Offer(1);
        wire.Flush();
        Assert.IsType<KeeperMessage.Events>(await keeper.ReadAsync(Wire.Stop));
        wire.Time.Advance(Limits.KeeperStall + Limits.EventPoll);
        var end = await wire.EndAsync();
        Assert.Equal(TransportFaultKind.Stalled, end.Kind);
        Assert.Contains(nameof(Limits.KeeperStall), end.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeeperWhoseBundleIsLongAtTheGates_IsNotTakenForSilent()
    {
        using var entered = new SemaphoreSlim(0);
        using var decided = new SemaphoreSlim(0);
        await using var wire = new Wire
        {
            OnSubmit = _ =>
            {
                entered.Release();
                decided.Wait(Wire.Stop);
                return new SubmitAnswer(true, 1, "", "");
            },
        };
        await using var keeper = await wire.ServedAsync();
        wire.Offer(1);
        wire.Flush();
        Assert.IsType<KeeperMessage.Events>(await keeper.ReadAsync(Wire.Stop));
        var submitting = keeper.SubmitAsync(new byte[1], Wire.Stop);
        await entered.WaitAsync(Wire.Stop);

        wire.Time.Advance(2 * Limits.KeeperStall);

        // It looks whether anybody is silent after each thing that it sends: once it sent another, it has.
        wire.Server.StateChanged();
        var first = await keeper.ReadAsync(Wire.Stop);
        wire.Server.StateChanged();
        var second = await keeper.ReadAsync(Wire.Stop);
        decided.Release();
        Assert.IsType<KeeperMessage.State>(first);
        Assert.IsType<KeeperMessage.State>(second);
        Assert.True((await submitting).Try(out var answer, out _));
        Assert.True(answer.Accepted);
    }
}
