using Weir.Decisions;
using Weir.Events.Schema;

namespace Weir.Events.Storage;

/// <summary>
/// Where events are kept. Embedded by default; an engine of its own at scale. Nothing throws.
/// </summary>
public interface IEventStore : IAsyncDisposable
{
    /// <summary>All of a batch or nothing of it.</summary>
    /// <returns>How many events were stored.</returns>
    Outcome<int, StoreFault> Append(EventBatch batch);

    /// <summary>
    /// Drops what is older than it may be, hashes addresses of yesterday, writes hourly files.
    /// </summary>
    Outcome<StoreReport, StoreFault> Maintain(DateTimeOffset now);
}

/// <param name="Kind">What is wrong.</param>
/// <param name="Detail">For a person; names the table or file.</param>
public readonly record struct StoreFault(StoreFaultKind Kind, string Detail);

public enum StoreFaultKind
{
    Unset = 0,

    /// <summary>Another process holds the file.</summary>
    Held,

    /// <summary>The disk is full or the store has reached its bound.</summary>
    Full,

    /// <summary>Memory bound of the engine reached.</summary>
    Memory,

    /// <summary>Not what this program wrote.</summary>
    Schema,

    /// <summary>Bytes of a batch that are no events.</summary>
    Malformed,
    Failed,
}

/// <param name="Events">Stored now.</param>
/// <param name="Bytes">On disk.</param>
/// <param name="Oldest">Day of the oldest event, or null where there is none.</param>
public sealed record StoreReport(long Events, long Bytes, DateOnly? Oldest);
