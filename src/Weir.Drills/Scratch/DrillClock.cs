namespace Weir.Drills.Scratch;

/// <summary>
/// The clock of releases and of the feature build in a drill: real seconds, and jumps on top. Sockets and
/// timeouts stay on the system's.
/// </summary>
internal sealed class DrillClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() =>
        System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>What is waited for ends as early as what is dated.</summary>
    public override long GetTimestamp() =>
        System.GetElapsedTime(0).Ticks + Interlocked.Read(ref _ahead);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
