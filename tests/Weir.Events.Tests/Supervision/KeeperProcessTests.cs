using System.Threading.Channels;
using Weir.Decisions;
using Weir.Events.Supervision;

namespace Weir.Events.Tests.Supervision;

public sealed class KeeperProcessTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeKeepers _keepers = new();
    private readonly Channel<string> _log = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _alarms = Channel.CreateUnbounded<string>();

    private KeeperEars Ears => new(
        line => _log.Writer.TryWrite(line), static _ => { }, text => _alarms.Writer.TryWrite(text));

    [Fact]
    public async Task Runs_AndSaysSo()
    {
        await using var process = KeeperProcess.Start(_keepers, _time, Ears);
        var keeper = await _keepers.NextAsync();
        await RunningAsync(process, keeper);
        Assert.Equal(("running", 1, 0),
            (process.Standing.Name, process.Standing.ProcessId, process.Standing.Restarts));
    }

    [Fact]
    public async Task DeadKeeper_IsStartedAgain_AfterAWaitThatDoublesToItsBound()
    {
        await using var process = KeeperProcess.Start(_keepers, _time, Ears);
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            (await _keepers.NextAsync()).End("exit code 134");
            Assert.Contains($"(exit code 134); it is started again in {seconds} s", await LogAsync(),
                StringComparison.Ordinal);
            Assert.Equal(("restarting", 0), (process.Standing.Name, process.Standing.ProcessId));
            await PauseAsync(TimeSpan.FromSeconds(seconds));
        }

        await RunningAsync(process, await _keepers.NextAsync());
        Assert.Equal(8, process.Standing.Restarts);
    }

    [Fact]
    public async Task SteadyLife_ResetsTheWait()
    {
        await using var process = KeeperProcess.Start(_keepers, _time, Ears);
        for (var i = 0; i < 2; i++)
        {
            (await _keepers.NextAsync()).End("x");
            await LogAsync();
            await PauseAsync(TimeSpan.FromSeconds(1 << i));
        }

        var steady = await _keepers.NextAsync();
        _time.Advance(Limits.KeeperSteady);
        steady.End("x");
        Assert.Contains("in 1 s", await LogAsync(), StringComparison.Ordinal);
        Assert.False(_alarms.Reader.TryRead(out _));
    }

    [Fact]
    public async Task RepeatedDeaths_RaiseAnAlarm()
    {
        await using var process = KeeperProcess.Start(_keepers, _time, Ears);
        for (var death = 1; death <= Limits.KeeperDeaths; death++)
        {
            Assert.False(_alarms.Reader.TryRead(out _));
            (await _keepers.NextAsync()).End("signal 9");
            await LogAsync();
            await PauseAsync(TimeSpan.FromSeconds(1 << (death - 1)));
        }

        var alarm = await _alarms.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Contains("3 times in a row, last with signal 9", alarm, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProgramThatCannotStart_IsTriedAgain()
    {
        _keepers.Refuses = true;
        await using var process = KeeperProcess.Start(_keepers, _time, Ears);
        Assert.Contains("no such program", await LogAsync(), StringComparison.Ordinal);
        _keepers.Refuses = false;
        await PauseAsync(TimeSpan.FromSeconds(1));
        await RunningAsync(process, await _keepers.NextAsync());
    }

    [Fact]
    public async Task StalledKeeper_IsKilledAndStartedAgain()
    {
        await using var process = KeeperProcess.Start(_keepers, _time, Ears);
        await RunningAsync(process, await _keepers.NextAsync());
        process.KillStalled();
        Assert.Contains("killed", await LogAsync(), StringComparison.Ordinal);
        await PauseAsync(TimeSpan.FromSeconds(1));
        await RunningAsync(process, await _keepers.NextAsync());
    }

    [Fact]
    public async Task Stop_AsksTheKeeper_AndIsOff()
    {
        var process = KeeperProcess.Start(_keepers, _time, Ears);
        var keeper = await _keepers.NextAsync();
        await process.DisposeAsync();
        await keeper.Asked;
        Assert.Equal("off", process.Standing.Name);
        Assert.False(_log.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Stop_KillsAKeeperThatDoesNotHear()
    {
        _keepers.Deaf = true;
        var process = KeeperProcess.Start(_keepers, _time, Ears);
        var keeper = await _keepers.NextAsync();
        var stopping = process.DisposeAsync().AsTask();
        await keeper.Asked;
        await PauseAsync(Limits.KeeperStop);
        Assert.Contains(nameof(Limits.KeeperStop), await LogAsync(), StringComparison.Ordinal);
        await stopping;
        Assert.Equal("killed", await keeper.Ended);
    }

    [Fact]
    public async Task Stop_WhileWaitingToStartAgain_EndsAtOnce()
    {
        var process = KeeperProcess.Start(_keepers, _time, Ears);
        (await _keepers.NextAsync()).End("x");
        await LogAsync();
        await process.DisposeAsync();
        Assert.Equal("off", process.Standing.Name);
    }

    private async Task<string> LogAsync() =>
        await _log.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>
    /// The pause begins a moment after what tells of it; the clock moves once somebody waits on it.
    /// </summary>
    private async Task PauseAsync(TimeSpan pause)
    {
        while (_time.Waiting == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        _time.Advance(pause);
    }

    private static async Task RunningAsync(KeeperProcess process, FakeKeeper keeper)
    {
        while (process.Standing.ProcessId != keeper.ProcessId)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
