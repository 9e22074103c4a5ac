namespace Weir.Bench.Activation.Ground;

/// <summary>
/// The node's clock: real seconds, and jumps on top, so that a candidate need not be waited for. What times
/// code and sets timers stays on the system's.
/// </summary>
internal sealed class BenchClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() =>
        System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
