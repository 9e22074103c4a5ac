using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Weir.Decisions;
using Weir.Decisions.Verdicts;
using Weir.Events.Queue;
using Weir.Events.Schema;
using Weir.Events.Transport;
using Weir.Keeper.Running;
using Weir.Keeper.Tests.Support;
using Weir.Releases.Format;
using Weir.Releases.History;
using Weir.Releases.Trust;

namespace Weir.Keeper.Tests.Running;

/// <summary>A keeper at the real socket of a node that is only its side of the wire.</summary>
public sealed class KeeperRunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Stores_Answers_BuildsAndSubmits_AndEndsWithItsNode()
    {
        var folder = Directory.CreateTempSubdirectory("weir-k").FullName;
        var keys = new LocalKeys(new DurableFiles(), Path.Combine(folder, "keys"));
        ScratchStore.Good(keys.Create(LocalKeys.NameOf(RoleKind.Signals))).Dispose();
        var node = new FakeNode();
        var queue = new EventQueue(TimeProvider.System);
        queue.Describe(ScratchStore.Three);
        var server = ScratchStore.Good(KeeperServer.Listen(new KeeperServerParts(
            UnixPath.In(folder), node, queue, TimeProvider.System, static _ => { }, static _ => { })));
        var running = KeeperRun.RunAsync(
            new KeeperParts(folder, TimeProvider.System, static _ => { }), CancellationToken.None);
        Offer(queue, 40);

        // The node acknowledges only what is stored.
        await UntilAsync(() => node.Acknowledged > 0);
        using var features = await AskAsync(server, "features", "");
        Assert.Equal(3, features.RootElement.GetProperty("features").GetArrayLength());

        var later = TimeProvider.System.GetUtcNow().AddMinutes(2).ToString("O");
        using var built = await AskAsync(server, "build", $$"""{"now":"{{later}}"}""");
        Assert.True(built.RootElement.GetProperty("accepted").GetBoolean(), built.RootElement.ToString());
        Assert.Equal(40, built.RootElement.GetProperty("events").GetInt64());
        Assert.True(node.Submitted.TryPeek(out var bytes));
        Assert.Equal(7, ScratchStore.Good(Bundle.Read(bytes)).Manifest.Number);

        node.Accepts = false;
        using var refused = await AskAsync(server, "build", $$"""{"now":"{{later}}"}""");
        Assert.Equal("Reconcile", refused.RootElement.GetProperty("reason").GetString());
        using var status = await AskAsync(server, "status", "");
        Assert.Equal(1, status.RootElement.GetProperty("refusals_in_a_row").GetInt32());
        Assert.Equal(40, status.RootElement.GetProperty("stored").GetInt64());
        Assert.Equal(40, status.RootElement.GetProperty("events").GetInt64());
        Assert.True(status.RootElement.GetProperty("bytes").GetInt64() > 0);
        await UntilAsync(() => node.Reports.Any(static r => r.Kind == "refused" && r.Reason == "Reconcile"));
        Assert.Equal(40, node.Reports.Last(static r => r.Kind == "refused").Events);

        await server.DisposeAsync();
        Assert.Equal(KeeperEnd.NodeGone,
            await running.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Tells_HowManyEventsThereAre_WithoutBeingAskedOrDue()
    {
        var folder = Directory.CreateTempSubdirectory("weir-k").FullName;
        var time = new ManualTimeProvider();
        var node = new FakeNode();
        var queue = new EventQueue(TimeProvider.System);
        queue.Describe(ScratchStore.Three);
        var server = ScratchStore.Good(KeeperServer.Listen(new KeeperServerParts(
            UnixPath.In(folder), node, queue, TimeProvider.System, static _ => { }, static _ => { })));
        var running = KeeperRun.RunAsync(
            new KeeperParts(folder, time, static _ => { }), CancellationToken.None);
        await UntilAsync(() => node.Reports.Any(static r => r is { Kind: "store", Events: 0 }));

        Offer(queue, 40);
        await UntilAsync(() => node.Acknowledged > 0);
        time.Advance(Limits.StoreCountEvery);
        await UntilAsync(() => node.Reports.Any(static r => r is { Kind: "store", Events: > 0, Bytes: > 0 }));

        // There is no key to sign with: a refusal of the keeper's own, which nobody else would tell.
        using var refused = await AskAsync(server, "build", "");
        Assert.Equal("Unsigned", refused.RootElement.GetProperty("reason").GetString());
        await UntilAsync(() => node.Reports.Any(static r => r.Trouble.StartsWith(
            "no signals are built: Unsigned: ", StringComparison.Ordinal)));

        await server.DisposeAsync();
        await running.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Tells_WhatIsWrongWithTheStore_UntilItIsWell()
    {
        var folder = Directory.CreateTempSubdirectory("weir-k").FullName;
        var database = Path.Combine(folder, "events", "events.duckdb");
        Directory.CreateDirectory(database);
        var time = new ManualTimeProvider();
        var node = new FakeNode();
        var server = ScratchStore.Good(KeeperServer.Listen(new KeeperServerParts(
            UnixPath.In(folder), node, new EventQueue(TimeProvider.System), TimeProvider.System,
            static _ => { }, static _ => { })));
        var running = KeeperRun.RunAsync(
            new KeeperParts(folder, time, static _ => { }), CancellationToken.None);
        await UntilAsync(() => node.Reports.Any(static r => r.Trouble.StartsWith(
            "the store: ", StringComparison.Ordinal)));

        Directory.Delete(database);
        time.Advance(Limits.StoreRetry);
        await UntilAsync(() => node.Reports.LastOrDefault() is { Kind: "store", Trouble: "" });

        await server.DisposeAsync();
        await running.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Stops_WhenToldTo_AndSaysThatThereIsNoNode()
    {
        var folder = Directory.CreateTempSubdirectory("weir-k").FullName;
        var parts = new KeeperParts(folder, TimeProvider.System, static _ => { });
        Assert.Equal(KeeperEnd.NoNode, await KeeperRun.RunAsync(parts, CancellationToken.None));

        var server = ScratchStore.Good(KeeperServer.Listen(new KeeperServerParts(
            UnixPath.In(folder), new FakeNode(), new EventQueue(TimeProvider.System), TimeProvider.System,
            static _ => { }, static _ => { })));
        using var stop = new CancellationTokenSource();
        var running = KeeperRun.RunAsync(parts, stop.Token);
        await UntilAsync(() => server.Connected);
        await stop.CancelAsync();
        Assert.Equal(KeeperEnd.Stopped,
            await running.WaitAsync(Patience, TestContext.Current.CancellationToken));
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task AStoreThatIsHeld_LosesBatches_AndIsOpenedLater()
    {
        await using var scratch = new ScratchStore();
        await scratch.Store.DisposeAsync();
        var said = new List<StoreNews>();
        var database = Path.Combine(scratch.Folder, "events", "events.duckdb");
        File.Move(database, database + ".away");
        Directory.CreateDirectory(database);
        await using var holder = new StoreHolder(scratch.Folder, scratch.Time, said.Add);
        var batch = ScratchStore.Batch(1, ScratchStore.Three, new Told(scratch.Now));

        Assert.False(await holder.AppendAsync(batch));
        Assert.False(await holder.AppendAsync(batch));
        Assert.Equal(2, holder.Lost);
        Assert.Single(said);
        Assert.NotNull(holder.Trouble);

        Directory.Delete(database);
        File.Move(database + ".away", database);
        scratch.Time.Advance(Limits.StoreRetry);
        Assert.True(await holder.AppendAsync(batch));
        Assert.Null(holder.Trouble);
        Assert.Equal("", said[^1].Reason);
        await holder.DisposeAsync();
        await scratch.ReopenAsync();
    }

    private static void Offer(EventQueue queue, int count)
    {
        for (var i = 0; i < count; i++)
        {
            queue.Offer(new RequestEvent
            {
                At = TimeProvider.System.GetUtcNow(),
                Site = "shop",
                Ja4 = "t13d",
                Address = IPAddress.Loopback,
                Verdict = Verdict.Forward,
                FeatureSet = ScratchStore.Three.Id,
                Features = [1, 2, 3],
                Weight = 1,
            });
        }
    }

    private static async Task<JsonDocument> AskAsync(KeeperServer server, string kind, string argument) =>
        JsonDocument.Parse(ScratchStore.Good(await server.AskAsync(
            kind, argument, Patience, TestContext.Current.CancellationToken)));

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var longest = new CancellationTokenSource(Patience);
        while (!holds())
        {
            longest.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class FakeNode : INodeSide
    {
        private long _acknowledged;

        public bool Accepts { get; set; } = true;

        public long Acknowledged => Interlocked.Read(ref _acknowledged);

        public ConcurrentQueue<byte[]> Submitted { get; } = new();

        public ConcurrentQueue<KeeperReport> Reports { get; } = new();

        public NodeState State { get; } = new(ScratchStore.Three, 0, 7, true);

        public SubmitAnswer Submit(ReadOnlyMemory<byte> bundle)
        {
            Submitted.Enqueue(bundle.ToArray());
            return Accepts ? new SubmitAnswer(true, 7, "", "")
                : new SubmitAnswer(false, 7, "Reconcile", "rows");
        }

        public void Report(KeeperReport report) => Reports.Enqueue(report);

        void INodeSide.Acknowledged(long sequence) => Interlocked.Increment(ref _acknowledged);
    }
}
