using System.Net;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Verdicts;
using Weir.Events.Queue;
using Weir.Events.Schema;
using Weir.Events.Transport;

namespace Weir.Bench.Events;

/// <summary>Queue, socket and a consumer that decodes and acknowledges, in a folder of their own.</summary>
internal sealed class Stage : NodeStage
{
    private readonly float[] _features;
    private Task _consuming = Task.CompletedTask;
    private KeeperClient? _client;
    private long _received;
    private double _weights;

    private Stage(int features)
        : base(new FeatureColumns(1, [.. Enumerable.Range(0, features)
            .Select(static i => new FeatureDefinition($"f{i}", FeatureType.F32, "1"))])) =>
        _features = [.. Enumerable.Range(0, features).Select(static i => i % 7 == 0 ? float.NaN : i)];

    /// <summary>Events that the consumer has decoded.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Requests that they stand for; read once nothing is on its way.</summary>
    public double Weights => Volatile.Read(ref _weights);

    public static async Task<Stage> StartAsync(int features)
    {
        var stage = new Stage(features);
        var connected = await KeeperClient.ConnectAsync(UnixPath.In(stage.Folder), CancellationToken.None);
        stage._client = connected.Match(
            static client => client, static fault => throw new InvalidOperationException(fault.Detail));
        stage._consuming = Task.Run(stage.ConsumeAsync);
        return stage;
    }

    public EventFate Offer(int seed)
    {
        var told = new RequestEvent
        {
            Id = new RequestId(1, (ulong)seed),
            At = TimeProvider.System.GetUtcNow(),
            Site = "shop",
            Method = "GET",
            Path = "/products/ash-paddle",
            Http = HttpKind.Http2,
            Secure = true,
            Status = 200,
            Score = 42,
            Verdict = Verdict.Forward,
            Source = ScoreSource.Model,
            Class = VisitorClass.LikelyHuman,
            Ja4 = "t13d1516h2_8daaf6152771_02713d6af862",
            TlsStable = "t13d1516h2_8daaf6152771_02713d6af862",
            Browser = true,
            Address = IPAddress.Loopback,
            FeatureSet = 1,
            Features = _features,
        };
        return Queue.Offer(in told);
    }

    protected override async ValueTask EndedAsync()
    {
        await _consuming;
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }

    private async Task ConsumeAsync()
    {
        while (_client is not null)
        {
            switch (await _client.ReadAsync(CancellationToken.None))
            {
                case KeeperMessage.Events events:
                    Decode(events.Batch);
                    await _client.AcknowledgeAsync(
                        events.Batch.Sequence, stored: true, CancellationToken.None);
                    break;
                case KeeperMessage.Closed:
                    return;
                default:
                    break;
            }
        }
    }

    private void Decode(EventBatch batch)
    {
        var reader = new EventReader(batch.Bytes.Span);
        var count = 0;
        var weights = _weights;
        while (reader.TryNext(out var next))
        {
            count++;
            weights += next.Weight;
        }

        if (reader.Malformed || count != batch.Count)
        {
            throw new InvalidOperationException($"{count} events of {batch.Count}");
        }

        Volatile.Write(ref _weights, weights);
        Interlocked.Add(ref _received, count);
    }
}
