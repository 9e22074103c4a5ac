using Weir.Decisions;
using Weir.Events.Schema;
using Weir.Events.Storage;
using Weir.Keeper.Store;

namespace Weir.Keeper.Running;

/// <summary>
/// The store while it can be had: opened when it is needed, again later where it is held or failed. What
/// cannot be stored meanwhile is said to be lost; nobody waits for it.
/// </summary>
internal sealed class StoreHolder(string dataFolder, TimeProvider time, Action<StoreNews> tell)
    : IAsyncDisposable
{
    private readonly long _born = time.GetTimestamp();
    private TimeSpan _retry;
    private FeatureColumns _columns = FeatureColumns.None;
    private StoreFaultKind _said = StoreFaultKind.Unset;

    public DuckDbStore? Store { get; private set; }

    /// <summary>What the store held when it was last measured; null where it never was.</summary>
    public StoreReport? Last { get; private set; }

    /// <summary>Why events are not stored now; null where they are.</summary>
    public string? Trouble { get; private set; }

    public long Stored { get; private set; }

    public long Lost { get; private set; }

    /// <summary>The store, or null where it cannot be had now.</summary>
    public DuckDbStore? Need()
    {
        if (Store is not null || Up < _retry)
        {
            return Store;
        }

        if (!DuckDbStore.Open(dataFolder, time).Try(out var store, out var fault))
        {
            return Refused(fault);
        }

        if (!store.Describe(_columns).Try(out _, out fault))
        {
            // It is open, and would be opened again and again beside itself.
            store.Close();
            return Refused(fault);
        }

        if (store.MovedAside is { } aside)
        {
            tell(new StoreNews(
                "Corrupt", $"the store could not be read and is now {aside}; a new one is begun"));
        }

        Well();
        return Store = store;
    }

    private TimeSpan Up => time.GetElapsedTime(_born);

    private DuckDbStore? Refused(StoreFault fault)
    {
        _retry = Up + Limits.StoreRetry;
        Say(fault);
        return null;
    }

    public async ValueTask DescribeAsync(FeatureColumns columns)
    {
        _columns = columns;
        if (Store is { } store && !store.Describe(columns).Try(out _, out var fault))
        {
            await GiveUpAsync(fault);
        }
    }

    /// <returns>Whether the batch is stored.</returns>
    public async ValueTask<bool> AppendAsync(EventBatch batch)
    {
        if (Need() is not { } store)
        {
            Lost += batch.Count;
            return false;
        }

        if (store.Append(batch).Try(out var count, out var fault))
        {
            Stored += count;
            Well();
            return true;
        }

        Lost += batch.Count;
        if (fault.Kind is StoreFaultKind.Failed)
        {
            await GiveUpAsync(fault);
        }
        else
        {
            Say(fault);
        }

        return false;
    }

    public async ValueTask MaintainAsync(DateTimeOffset now)
    {
        if (Need() is not { } store)
        {
            return;
        }

        if (store.Maintain(now).Try(out var report, out var fault))
        {
            Last = report;
            Well();
        }
        else if (fault.Kind is StoreFaultKind.Failed)
        {
            await GiveUpAsync(fault);
        }
        else
        {
            Say(fault);
        }
    }

    /// <summary>
    /// What the store holds now; where it cannot be asked, what it held when it last could.
    /// </summary>
    public StoreReport? Measure()
    {
        if (Store is { } store && store.Measure().Try(out var report, out _))
        {
            Last = report;
        }

        return Last;
    }

    public ValueTask DisposeAsync() => Store?.DisposeAsync() ?? ValueTask.CompletedTask;

    // An engine that failed may refuse everything from then on; a fresh one reads its log and goes on.
    private async ValueTask GiveUpAsync(StoreFault fault)
    {
        Say(fault);
        if (Store is { } store)
        {
            Store = null;
            _retry = Up + Limits.StoreRetry;
            await store.DisposeAsync();
        }
    }

    private void Well()
    {
        if (Trouble is not null)
        {
            Trouble = null;
            _said = StoreFaultKind.Unset;
            tell(new StoreNews("", "the store takes events again"));
        }
    }

    private void Say(StoreFault fault)
    {
        Trouble = $"the store: {fault.Kind}: {fault.Detail}";
        if (fault.Kind != _said)
        {
            _said = fault.Kind;
            tell(new StoreNews($"{fault.Kind}", fault.Detail));
        }
    }
}

/// <summary>Something about the store that the node should know.</summary>
/// <param name="Reason">The name of what is wrong; empty where it is well again.</param>
/// <param name="Detail">For a person.</param>
internal readonly record struct StoreNews(string Reason, string Detail);
