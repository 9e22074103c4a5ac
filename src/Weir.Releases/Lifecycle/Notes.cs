using System.Collections.Immutable;
using Weir.Decisions;

namespace Weir.Releases.Lifecycle;

/// <summary>
/// History, refusals and alarms of the desk, bounded. Immutable lists, so that a snapshot is a reference.
/// </summary>
internal sealed class Notes(TimeProvider time, Action<DeskEvent> log)
{
    public ImmutableArray<DeskEvent> History { get; private set; } = [];

    public ImmutableArray<RefusedRelease> Refusals { get; private set; } = [];

    public ImmutableArray<Alarm> Alarms { get; private set; } = [];

    /// <summary>How often each was refused, since the start.</summary>
    public ImmutableDictionary<(Gate Gate, RefusalReason Reason), long> Refused { get; private set; } =
        ImmutableDictionary<(Gate Gate, RefusalReason Reason), long>.Empty;

    private ImmutableHashSet<string> Standing { get; set; } = [];

    public void Say(DeskEventKind kind, Layer layer, long number, string detail)
    {
        var said = new DeskEvent(time.GetUtcNow(), kind, layer, number, detail);
        History = [said, .. History.Take(Limits.DeskHistory - 1)];
        log(said);
    }

    /// <summary>Among the refusals alone; what else there is to say of it has been said.</summary>
    public void Keep(Layer layer, long number, Hash256 hash, Refusal refusal) => Refusals =
    [
        new RefusedRelease(time.GetUtcNow(), layer, number, hash, refusal),
        .. Refusals.Take(Limits.DeskRefusals - 1),
    ];

    public void Refuse(Layer layer, long number, Hash256 hash, Refusal refusal)
    {
        Count(refusal);
        Keep(layer, number, hash, refusal);
        Say(DeskEventKind.Refused, layer, number, refusal.ToString());
        Raise($"refused:{(layer == Layer.Unset ? "unreadable" : layer.Name())}", refusal.ToString());
    }

    /// <summary>The same key again is counted and raises nothing new.</summary>
    public void Raise(string key, string detail)
    {
        var now = time.GetUtcNow();
        var known = Alarms.FirstOrDefault(a => a.Key == key);
        var next = known is null
            ? new Alarm(key, now, now, 1, detail)
            : known with { Last = now, Count = known.Count + 1, Detail = detail };
        Alarms = [next, .. Alarms.Where(a => a.Key != key).Take(Limits.DeskAlarms - 1)];
    }

    /// <summary>One that lasts until it is cleared, as its cause does. Told once.</summary>
    public void Stand(string key, string detail)
    {
        if (!Standing.Contains(key))
        {
            Standing = Standing.Add(key);
            Raise(key, detail);
        }
    }

    public void Count(Refusal refusal)
    {
        var kind = (refusal.Gate, refusal.Reason);
        Refused = Refused.SetItem(kind, Refused.GetValueOrDefault(kind) + 1);
    }

    public void Clear(string key)
    {
        Standing = Standing.Remove(key);
        Alarms = Alarms.RemoveAll(a => a.Key == key);
    }

    /// <summary>An alarm that nothing has raised for an hour is over, unless its cause lasts.</summary>
    public void Expire()
    {
        var now = time.GetUtcNow();
        Alarms = Alarms.RemoveAll(a => now - a.Last >= Limits.AlarmKept && !Standing.Contains(a.Key));
    }
}
