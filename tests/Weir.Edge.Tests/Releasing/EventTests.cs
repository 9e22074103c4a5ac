using Weir.Decisions.Verdicts;
using Weir.Edge.Tests.Scoring;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Weir.Events.Queue;
using Weir.Events.Schema;
using Xunit;

namespace Weir.Edge.Tests.Releasing;

public sealed class EventTests
{
    [Fact]
    public async Task Event_HoldsWhatTheScoreSaw()
    {
        var queue = new EventQueue(TimeProvider.System);
        await using var scene = await ScoringScene.StartAsync(events: queue);
        var told = await scene.AskAsync("/path?secret=1", ScoringScene.Chrome);
        await Until.TrueAsync(() => queue.Count == 1, "one event");

        var pack = new EventPack();
        Assert.True(queue.TryTake(pack, all: true));
        Assert.Equal(
            scene.Gateway.Node.Active.Scoring.Plan?.Features.Features.Select(f => f.Definition),
            pack.Columns.Features);
        var reader = new EventReader(pack.Bytes.Span);
        Assert.True(reader.TryNext(out var read));
        Assert.Equal(told.Record.Id, read.Id);
        Assert.Equal("a", read.Site);
        Assert.Equal("/path", read.Path);
        Assert.Equal(told.Decision.Score, read.Score);
        Assert.Equal(ScoreSource.Model, read.Source);
        Assert.Equal(200, read.Status);
        Assert.Equal(HttpKind.Http11, read.Http);
        Assert.Equal("127.0.0.1", $"{read.Address}");

        // Whoever scores the same values anew gets the same score.
        var plan = ScoringScene.Shipped;
        Assert.Equal(
            told.Decision.Score,
            plan.Model.Calibration.Score(plan.Evaluator.Evaluate(read.Features.ToArray())));
    }

    [Fact]
    public async Task OfAMinute_TheNodeTellsWhatWasOffered_ForWhoReconciles()
    {
        var clock = new ManualTimeProvider();
        clock.Advance(DateTimeOffset.UtcNow.AddMinutes(-2) - clock.GetUtcNow());
        var queue = new EventQueue(clock);
        await using var scene = await ScoringScene.StartAsync(events: queue);
        await scene.AskAsync();
        await Until.TrueAsync(() => queue.Count == 1, "one event");
        clock.Advance(TimeSpan.FromMinutes(5));

        var now = EventQueue.MinuteOf(DateTimeOffset.UtcNow);
        var counted = Enumerable.Range(-2, 4).Select(i => scene.Gateway.Node.Counted(now + i)).ToArray();

        Assert.Equal(1, counted.Sum(static c => c?.Offered));
        Assert.Equal(0, counted.Sum(static c => c?.Stored));
    }

    [Fact]
    public async Task Event_OfAHeuristic_NamesIt_AndIsNoBrowser()
    {
        var queue = new EventQueue(TimeProvider.System);
        await using var scene = await ScoringScene.StartAsync(events: queue);
        var told = await scene.AskAsync();
        await Until.TrueAsync(() => queue.Count == 1, "one event");

        var pack = new EventPack();
        Assert.True(queue.TryTake(pack, all: true));
        var reader = new EventReader(pack.Bytes.Span);
        Assert.True(reader.TryNext(out var read));
        Assert.Equal(told.Record.Heuristic, read.Heuristic);
        Assert.NotNull(read.Heuristic);
        Assert.False(read.Browser);
    }

    [Fact]
    public async Task Fault_InAnEvent_IsCounted_AndReachesNobody()
    {
        var queue = new EventQueue(TimeProvider.System);
        await using var scene = await ScoringScene.StartAsync(
            events: queue,
            entering: (stage, _) =>
            {
                if (stage == EdgeStage.Events)
                {
                    throw new InvalidOperationException("an event that cannot be told");
                }
            });
        Assert.Equal(200, (await scene.AskAsync()).Status);
        Assert.Equal(200, (await scene.AskAsync()).Status);
        await Until.TrueAsync(
            () => scene.Gateway.Telemetry.EdgeErrors(EdgeStage.Events) == 2, "both counted");
        Assert.Equal(0, scene.Gateway.Node.Evidence.StageFaults);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task Columns_StayWhereTheFeaturesDo()
    {
        var queue = new EventQueue(TimeProvider.System);
        await using var scene = await ScoringScene.StartAsync(events: queue);
        var active = scene.Gateway.Node.Active;
        scene.Gateway.Node.Activate(active with { Generation = 1 });
        Assert.Equal(1, scene.Gateway.Node.Columns.Id);
        Assert.Same(queue.Columns, scene.Gateway.Node.Columns);
    }
}
