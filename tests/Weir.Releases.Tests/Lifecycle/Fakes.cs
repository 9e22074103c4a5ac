using Weir.Releases.Lifecycle;

namespace Weir.Releases.Tests.Lifecycle;

/// <summary>A clock that moves only when a test moves it.</summary>
internal sealed class ManualClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>By how much somebody has set the clock, which moves no time.</summary>
    public TimeSpan Set { get; set; }

    public override DateTimeOffset GetUtcNow() => Now + Set;

    public override long GetTimestamp() => Now.Ticks;
}

/// <summary>An edge that counts what a test says, and remembers what it was given.</summary>
internal sealed class FakeEdge : IRunningEdge
{
    public List<ActiveTuple> Given { get; } = [];

    public EdgeEvidence Evidence { get; private set; }

    public Dictionary<long, MinuteCount> Minutes { get; } = [];

    public void Activate(ActiveTuple next) => Given.Add(next);

    /// <summary>Called whenever a gate asks for a count, on the thread that stands at the gate.</summary>
    public Action AtGate { get; set; } = static () => { };

    public MinuteCount? Counted(long minute)
    {
        AtGate();
        return Minutes.TryGetValue(minute, out var count) ? count : null;
    }

    public void Serve(long requests, long unscored = 0, long faults = 0) => Evidence = new EdgeEvidence(
        Evidence.Requests + requests, Evidence.Unscored + unscored, Evidence.StageFaults + faults);
}
