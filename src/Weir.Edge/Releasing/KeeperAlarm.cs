using Weir.Releases.Lifecycle;

namespace Weir.Edge.Releasing;

/// <summary>
/// What is wrong with the keeper, as one alarm beside those of the desk: raised while it is so, gone when it
/// is well again. It remembers since when, and so has to be looked at now and then.
/// </summary>
public sealed class KeeperAlarm
{
    public const string Key = "keeper";

    private readonly Lock _lock = new();
    private Alarm? _raised;
    private long _restarts;

    /// <summary>Null where it is well; the same trouble once more is the same alarm, counted once.</summary>
    public Alarm? Of(KeeperView keeper, DateTimeOffset now)
    {
        lock (_lock)
        {
            var again = keeper.Restarts != _restarts;
            _restarts = keeper.Restarts;
            return _raised = Wrong(keeper) is not { } detail ? null
                : _raised is not { } raised ? new Alarm(Key, now, now, 1, detail)
                : again || detail != raised.Detail
                    ? raised with { Last = now, Count = raised.Count + 1, Detail = detail }
                : raised;
        }
    }

    /// <summary>That it is not there comes before what it said while it was.</summary>
    private static string? Wrong(KeeperView keeper) =>
        keeper.Problem ?? (keeper.Last is { Trouble: { Length: > 0 } trouble } ? trouble : null);
}
