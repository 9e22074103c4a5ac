using Weir.Decisions;

namespace Weir.Events.Transport;

/// <summary>
/// How long the keeper has given no sign, and whether that counts against it. On a machine that is busy a
/// process of the lowest priority gets hardly any time: one that was given none to speak of, and still moves,
/// is let be. Ending it would only make the next one start from nothing.
/// </summary>
/// <param name="time">Of the timeouts.</param>
/// <param name="worked">Processor time of the keeper so far; null where nobody knows.</param>
internal sealed class Silence(TimeProvider time, Func<TimeSpan?> worked)
{
    private long _since = time.GetTimestamp();
    private long _workedBefore = Ticks(worked());

    /// <summary>It gave a sign.</summary>
    public void Broken()
    {
        Interlocked.Exchange(ref _workedBefore, Ticks(worked()));
        Interlocked.Exchange(ref _since, time.GetTimestamp());
    }

    /// <summary>Whether it is too long.</summary>
    public bool TooLong
    {
        get
        {
            var silent = time.GetElapsedTime(Interlocked.Read(ref _since));
            if (silent < Limits.KeeperStall)
            {
                return false;
            }

            if (silent >= Limits.KeeperStarved || worked() is not { } now)
            {
                return true;
            }

            var had = now - TimeSpan.FromTicks(Interlocked.Read(ref _workedBefore));
            return had < Limits.KeeperStill || had >= Limits.KeeperStall;
        }
    }

    private static long Ticks(TimeSpan? worked) => worked.GetValueOrDefault().Ticks;
}
