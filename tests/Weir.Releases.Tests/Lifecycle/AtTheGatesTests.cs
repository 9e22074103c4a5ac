using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Releases.Lifecycle;

namespace Weir.Releases.Tests.Lifecycle;

/// <summary>
/// Gates take time. Meanwhile everybody else does what he does, and what they find still holds.
/// </summary>
public sealed class AtTheGatesTests : IDisposable
{
    private readonly TestNode _node = new();
    private readonly SemaphoreSlim _entered = new(0);
    private readonly SemaphoreSlim _go = new(0);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _node.Dispose();
        _entered.Dispose();
        _go.Dispose();
    }

    [Fact]
    public async Task Kill_WaitsForNoGate()
    {
        var submitting = await StandAtTheGateAsync(_node.Signals());
        Assert.True(_node.Desk.Kill("module:model", TimeSpan.FromHours(1)).Done);
        Assert.Equal(ScoringSwitches.Model, _node.Edge.Given[^1].Scoring.Off);
        Assert.Single(_node.Desk.State.Switches);

        Assert.True((await GoOnAsync(submitting)).Try(out _, out _));
        Assert.Equal((0, 1), _node.Numbers);
        Assert.Equal(ScoringSwitches.Model, _node.Active.Scoring.Off);
    }

    [Fact]
    public async Task HoldOfTheLayer_IsInTime()
    {
        var submitting = await StandAtTheGateAsync(_node.Signals());
        Assert.True(_node.Desk.Hold(Layer.Signals, TimeSpan.FromHours(1)).Done);

        Assert.False((await GoOnAsync(submitting)).Try(out _, out var refusal));
        Assert.Equal(RefusalReason.IntakeHeld, refusal.Reason);
        Assert.Equal((0, 0), _node.Numbers);
    }

    [Fact]
    public async Task WhatComesBackMeanwhile_IsWatchedFirst()
    {
        Assert.True(_node.Desk.Kill("module:model", TimeSpan.FromHours(1)).Done);
        var submitting = await StandAtTheGateAsync(_node.Signals());
        Assert.True(_node.Desk.Revive("module:model").Done);

        Assert.True((await GoOnAsync(submitting)).Try(out var taken, out _));
        Assert.True(taken.Waiting);
        Assert.Equal((0, 0), _node.Numbers);
        Unguarded();
        _node.Run(60);
        Assert.Equal((0, 1), _node.Numbers);
    }

    [Fact]
    public async Task GroundThatKeepsChanging_HoldsTheDeskAtLast()
    {
        // A hold of another layer changes what is judged by, and not the judgement.
        var (asked, held) = (0, false);
        var last = Task.FromResult(new DeskAnswer(false, ""));
        _node.Edge.AtGate = () =>
        {
            if (!held && ++asked < 1_000)
            {
                last = Task.Run(() => _node.Desk.Hold(Layer.Model, TimeSpan.FromHours(1)), Ct);
                held = !last.Wait(TimeSpan.FromMilliseconds(500), Ct);
            }
        };
        var bundle = _node.Signals();
        var submitting = Task.Run(() => _node.Desk.Submit(bundle), Ct);
        Assert.True((await submitting.WaitAsync(Ct)).Try(out _, out _));
        Assert.Equal((0, 1), _node.Numbers);
        Assert.True(held);
        Assert.True((await last.WaitAsync(Ct)).Done);
    }

    [Fact]
    public async Task Clock_TakesBackWhatFails_WhileWhatWaitsStandsAtTheGate()
    {
        _node.Submit(_node.Signals());
        Assert.True(_node.Submit(_node.Signals()).Waiting);
        var bundle = _node.Signals();
        var next = _node.Desk.State.NextNumbers[Layer.Signals];

        // The candidate is proven; what waits comes to its gates on the clock's own thread.
        Guarded();
        var ticking = Task.Run(() => _node.Run(60), Ct);
        await _entered.WaitAsync(Ct);
        Assert.Null(_node.Desk.State.Candidate);
        Assert.Equal(next, _node.Desk.State.NextNumbers[Layer.Signals]);
        Assert.True(_node.Desk.Kill("module:heuristics", TimeSpan.FromHours(1)).Done);
        Assert.True(_node.Desk.Revive("module:heuristics").Done);
        _node.Edge.Serve(100, faults: 50);
        _node.Desk.Tick();
        Assert.Equal(ScoringSwitches.Heuristics, _node.Active.Scoring.Off);
        var submitting = Task.Run(() => _node.Desk.Submit(bundle), Ct);

        Unguarded();
        await ticking.WaitAsync(Ct);
        Assert.True((await submitting.WaitAsync(Ct)).Try(out var sent, out _));
        Assert.True(sent.Waiting);
        Assert.Equal((0, 2), _node.Numbers);
    }

    [Fact]
    public async Task Rollback_OfWhatWasProven_IsNotOvertaken_ByWhatStandsAtTheGate()
    {
        _node.Prove(_node.Signals());
        var submitting = await StandAtTheGateAsync(_node.Signals());
        var before = _node.Desk.State;
        var rolling = Task.Run(() => _node.Desk.Rollback(Layer.Signals), Ct);
        while (ReferenceEquals(before, _node.Desk.State))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), Ct);
        }

        Assert.True((await GoOnAsync(submitting)).Try(out var sent, out _));
        Assert.True(sent.Waiting);
        Assert.True((await rolling.WaitAsync(Ct)).Try(out var back, out _));
        Assert.Equal(0, back.Number);
        _node.Run(180);
        Assert.Equal((0, 0), _node.Numbers);
        Assert.Equal(RefusalReason.IntakeHeld, Assert.Single(_node.Desk.State.Refusals).Refusal.Reason);
    }

    [Fact]
    public async Task Rollback_OfWhatWaits_HoldsAlsoWhereItStandsAtTheGate()
    {
        _node.Submit(_node.Model());
        Assert.True(_node.Submit(_node.Signals()).Waiting);
        Guarded();
        var ticking = Task.Run(() => _node.Run(60), Ct);
        await _entered.WaitAsync(Ct);
        Assert.True(_node.Desk.Rollback(Layer.Signals).Try(out _, out _));

        Unguarded();
        await ticking.WaitAsync(Ct);
        _node.Run(60);
        Assert.Equal((1, 0), _node.Numbers);
        Assert.Empty(_node.Desk.State.Waiting);
        Assert.Empty(_node.Desk.State.Refusals);
    }

    [Fact]
    public void NothingThatIsSent_OvertakesWhatWaits()
    {
        _node.Submit(_node.Model());
        Assert.True(_node.Submit(_node.Signals()).Waiting);
        Assert.True(_node.Desk.Rollback(Layer.Model).Try(out _, out _));

        // Its turn is with the next tick.
        Assert.True(_node.Submit(_node.Model()).Waiting);
        Assert.True(_node.Submit(_node.Signals()).Waiting);
        Assert.Equal((0, 0), _node.Numbers);
        _node.Run(1);
        Assert.NotNull(_node.Desk.State.Candidate);
        _node.Run(180);
        Assert.Equal((2, 2), _node.Numbers);
        Assert.Empty(_node.Desk.State.Refusals);
    }

    [Fact]
    public void Rollback_ThatTookAnotherLayersCandidate_IsDone_WhereThatWasAllThereWas()
    {
        _node.Prove(_node.Model());
        _node.Prove(_node.Signals());
        _node.Prove(_node.Model(otherFeatures: true));
        Assert.Equal((2, 0), _node.Numbers);
        File.Delete(Path.Combine(_node.Keys.Folder, "local-model.key"));

        // Back to the tuple with signals, which is a candidate again.
        Assert.True(_node.Desk.Rollback(Layer.Model).Try(out _, out _));
        Assert.Equal((1, 1), _node.Numbers);
        Assert.True(_node.Desk.Rollback(Layer.Signals).Try(out _, out _));
        Assert.Equal((2, 0), _node.Numbers);
    }

    [Fact]
    public void Rollback_WhileWhatCameBackIsWatched_IsDoneAtOnce_AndStays()
    {
        _node.Prove(_node.Signals());
        _node.Prove(_node.Signals());
        Assert.True(_node.Desk.Kill("module:model", TimeSpan.FromHours(1)).Done);
        Assert.True(_node.Desk.Revive("module:model").Done);

        Assert.True(_node.Desk.Rollback(Layer.Signals).Try(out var back, out _));
        Assert.False(back.Waiting);
        Assert.Equal((0, 1), _node.Numbers);
        _node.Run(180);
        Assert.Equal((0, 1), _node.Numbers);
        Assert.Empty(_node.Desk.State.Waiting);
    }

    private async Task<Task<Outcome<ReleaseAccepted, Refusal>>> StandAtTheGateAsync(byte[] bundle)
    {
        Guarded();
        var submitting = Task.Run(() => _node.Desk.Submit(bundle), Ct);
        await _entered.WaitAsync(Ct);
        return submitting;
    }

    private async Task<Outcome<ReleaseAccepted, Refusal>> GoOnAsync(
        Task<Outcome<ReleaseAccepted, Refusal>> submitting)
    {
        Unguarded();
        return await submitting.WaitAsync(Ct);
    }

    private void Guarded() => _node.Edge.AtGate = () =>
    {
        _entered.Release();
        _go.Wait(Ct);
    };

    private void Unguarded()
    {
        _node.Edge.AtGate = static () => { };
        _go.Release(1_000);
    }
}
