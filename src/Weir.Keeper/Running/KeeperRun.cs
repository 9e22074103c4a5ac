using System.Text.Json.Nodes;
using Weir.Decisions;
using Weir.Events.Transport;
using Weir.Keeper.FeatureBuild;

namespace Weir.Keeper.Running;

/// <summary>How a keeper ended.</summary>
public enum KeeperEnd
{
    Unset = 0,

    /// <summary>It was told to, and finished what it was at.</summary>
    Stopped,

    /// <summary>Its node is gone.</summary>
    NodeGone,

    /// <summary>No node listens in this data folder.</summary>
    NoNode,
}

/// <summary>What a keeper needs.</summary>
/// <param name="DataFolder">Of its node.</param>
/// <param name="Time">When to build and to clean.</param>
/// <param name="Log">A line for people; must not wait.</param>
public sealed record KeeperParts(string DataFolder, TimeProvider Time, Action<string> Log)
{
    internal ColumnsQuery Columns { get; init; } = ColumnsQuery.Careful;
}

/// <summary>
/// The keeper's one loop: a batch, a question, a build or a cleaning at a time, so that a build never counts
/// half a batch. It sleeps between them.
/// </summary>
public sealed class KeeperRun
{
    private readonly KeeperParts _parts;
    private readonly TimeProvider _time;
    private readonly StoreHolder _store;
    private readonly BuildDesk _desk;
    private readonly Queue<StoreNews> _news = new();
    private NodeState? _state;
    private HourMeasurement? _measured;
    private readonly long _born;
    private TimeSpan _nextBuild;
    private TimeSpan _nextUpkeep;
    private TimeSpan _nextCount;
    private TimeSpan _nextCrowded;
    private long _told;

    private KeeperRun(KeeperParts parts)
    {
        _parts = parts;
        _time = parts.Time;
        _store = new StoreHolder(parts.DataFolder, parts.Time, _news.Enqueue);
        _desk = new BuildDesk(parts.DataFolder, parts.Columns, parts.Time);
        _born = _time.GetTimestamp();
        _nextBuild = Limits.FeatureBuildEvery;
    }

    /// <summary>Runs until the node is gone or <paramref name="stop"/> says so.</summary>
    public static async Task<KeeperEnd> RunAsync(KeeperParts parts, CancellationToken stop)
    {
        var connected = await KeeperClient.ConnectAsync(UnixPath.In(parts.DataFolder), stop);
        if (!connected.Try(out var client, out var fault))
        {
            parts.Log($"keeper: {fault.Detail}");
            return stop.IsCancellationRequested ? KeeperEnd.Stopped : KeeperEnd.NoNode;
        }

        var run = new KeeperRun(parts);
        await using (client)
        await using (run._store)
        {
            return await run.LoopAsync(client, stop);
        }
    }

    /// <summary>
    /// What is due is due by this: a clock that is set back must not put off hiding addresses.
    /// </summary>
    private TimeSpan Up => _time.GetElapsedTime(_born);

    private bool CountChanged => _store.Store is { } store && store.Events != _told;

    private async Task<KeeperEnd> LoopAsync(KeeperClient client, CancellationToken stop)
    {
        // Reading is not given up for a build or a stop: a message is taken whole or waits in the client.
        Task<KeeperMessage>? reading = null;
        while (!stop.IsCancellationRequested)
        {
            reading ??= client.ReadAsync(CancellationToken.None).AsTask();
            await RestAsync(reading, stop);
            if (reading.IsCompleted && !stop.IsCancellationRequested)
            {
                var message = await reading;
                reading = null;
                if (message is KeeperMessage.Closed)
                {
                    return KeeperEnd.NodeGone;
                }

                await TakeAsync(client, message);
            }

            await DueAsync(client);
            await TellAsync(client);
        }

        return KeeperEnd.Stopped;
    }

    /// <summary>Until there is a message, something is due, or the end has come.</summary>
    private async Task RestAsync(Task<KeeperMessage> reading, CancellationToken stop)
    {
        var next = _nextBuild < _nextUpkeep ? _nextBuild : _nextUpkeep;
        var due = (CountChanged && _nextCount < next ? _nextCount : next) - Up;
        if (reading.IsCompleted || due <= TimeSpan.Zero)
        {
            return;
        }

        using var rest = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(reading, Task.Delay(due, _time, rest.Token));
        await rest.CancelAsync();
    }

    private async Task TakeAsync(KeeperClient client, KeeperMessage message)
    {
        switch (message)
        {
            case KeeperMessage.State(var state):
                var changed = _state?.Columns.Id != state.Columns.Id;
                _state = state;
                if (changed)
                {
                    _measured = null;
                    await _store.DescribeAsync(state.Columns);
                }

                break;
            case KeeperMessage.Events(var batch):
                var stored = await _store.AppendAsync(batch);
                Unsaid(await client.AcknowledgeAsync(batch.Sequence, stored, CancellationToken.None));
                break;
            case KeeperMessage.Question(var question):
                var body = await AnswerAsync(client, question);
                Unsaid(await client.AnswerAsync(
                    new KeeperAnswer(
                        question.Id, body is not null,
                        body?.ToJsonString() ?? """{"detail":"unknown question"}"""),
                    CancellationToken.None));
                break;
            default:
                break;
        }
    }

    private async Task<JsonObject?> AnswerAsync(KeeperClient client, KeeperQuestion question)
    {
        switch (question.Kind)
        {
            case "build":
                return KeeperJson.Build(
                    await BuildAsync(client, KeeperJson.Now(question.Argument) ?? _time.GetUtcNow()));
            case "features":
                return KeeperJson.Features(
                    _state?.Columns ?? Events.Schema.FeatureColumns.None, _desk.Last, _measured);
            case "status":
                return KeeperJson.Status(_store, _desk, _time.GetUtcNow() + (_nextBuild - Up));
            default:
                return null;
        }
    }

    private async Task DueAsync(KeeperClient client)
    {
        var now = _time.GetUtcNow();
        if (Up >= _nextUpkeep || (Up >= _nextCrowded && _store.Store is { IsCrowded: true }))
        {
            await _store.MaintainAsync(now);
            _nextUpkeep = Up + (_store.Store is null ? Limits.StoreRetry : Limits.StoreMaintainEvery);
            _nextCrowded = Up + Limits.StoreCrowdedEvery;
            await ReportAsync(client, new KeeperReport(now, "store", "", ""));
        }

        if (Up >= _nextBuild)
        {
            await BuildAsync(client, now);
        }

        if (CountChanged && Up >= _nextCount)
        {
            await ReportAsync(client, new KeeperReport(now, "store", "", ""));
        }
    }

    private async Task<BuildEnd> BuildAsync(KeeperClient client, DateTimeOffset now)
    {
        var (end, changed) = await _desk.RunAsync(
            _store.Need(), _state, bundle => client.SubmitAsync(bundle, CancellationToken.None), now);
        _measured = end.Measured ?? _measured;
        _nextBuild = Up + _desk.BackOff.Wait;
        if (changed)
        {
            _parts.Log(end.Reason.Length == 0
                ? $"keeper: signals {end.Number} built, and accepted by the node"
                : $"keeper: no signals: {end.Reason}: {end.Detail}");
        }

        // Refusals are told each time, because the node counts them; what is merely so is told once.
        if (end.Refused || changed)
        {
            await ReportAsync(client, new KeeperReport(
                now, end.Refused ? "refused" : "build", end.Reason, end.Detail));
        }

        return end;
    }

    private async Task TellAsync(KeeperClient client)
    {
        while (_news.TryDequeue(out var news))
        {
            _parts.Log(news.Reason.Length == 0
                ? $"keeper: {news.Detail}"
                : $"keeper: store: {news.Reason}: {news.Detail}");
            await ReportAsync(
                client, new KeeperReport(_time.GetUtcNow(), "store", news.Reason, news.Detail));
        }
    }

    /// <summary>
    /// Every report says what the store holds and what is wrong: the node knows no more than the last one.
    /// </summary>
    private async Task ReportAsync(KeeperClient client, KeeperReport report)
    {
        var held = _store.Measure();
        _told = held?.Events ?? 0;
        _nextCount = Up + Limits.StoreCountEvery;
        Unsaid(await client.ReportAsync(
            report with
            {
                Events = _told,
                Bytes = held?.Bytes ?? 0,
                Trouble = _store.Trouble ?? _desk.Trouble ?? "",
            },
            CancellationToken.None));
    }

    // A connection that ended says so as the next message; until then a line is enough.
    private void Unsaid(TransportFault? fault)
    {
        if (fault is { } told)
        {
            _parts.Log($"keeper: the node was not reached: {told.Kind}: {told.Detail}");
        }
    }
}
