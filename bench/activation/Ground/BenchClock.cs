namespace Weir.Bench.Activation.Ground;

/// <summary>
/// The node's clock: real seconds, and jumps on top, so that a candidate need not be waited for. Timers stay
/// on the system's.
/// </summary>
internal sealed class BenchClock : TimeProvider
{
    private long _ahead;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() =>
        System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    /// <summary>The desk measures by this, and it has to jump too.</summary>
    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Interlocked.Read(ref _ahead);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
