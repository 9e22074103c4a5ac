using Weir.Decisions;
using Weir.Events.Transport;

namespace Weir.Events.Tests.Transport;

/// <summary>Who is stopped, who is at work without an end, and who only gets no time.</summary>
public sealed class SilenceTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly ManualTimeProvider _time = new();
    private TimeSpan? _worked = TimeSpan.FromHours(1);

    public static TheoryData<string, TimeSpan, TimeSpan?, bool> Silences => new()
    {
        { "not yet", Limits.KeeperStall - Moment, TimeSpan.Zero, false },
        { "stopped", Limits.KeeperStall, TimeSpan.Zero, true },
        { "waits for nothing", Limits.KeeperStall, Limits.KeeperStill - Moment, true },
        { "starved", Limits.KeeperStall, Limits.KeeperStill, false },
        { "starved for long", Limits.KeeperStarved - Moment, Limits.KeeperStall - Moment, false },
        { "starved for too long", Limits.KeeperStarved, Limits.KeeperStall - Moment, true },
        { "had its time", Limits.KeeperStall, Limits.KeeperStall, true },
        { "nobody knows", Limits.KeeperStall, null, true },
        { "nobody knows, not yet", Limits.KeeperStall - Moment, null, false },
    };

    [Theory]
    [MemberData(nameof(Silences))]
    public void IsTooLong(string what, TimeSpan silent, TimeSpan? had, bool tooLong)
    {
        var silence = new Silence(_time, () => _worked);
        _time.Advance(silent);
        _worked += had;

        Assert.True(silence.TooLong == tooLong, what);
    }

    [Fact]
    public void ASign_BeginsItAnew_WithTheTimeThatWasHadSoFar()
    {
        var silence = new Silence(_time, () => _worked);
        _time.Advance(Limits.KeeperStall);
        _worked += Limits.KeeperStall;
        Assert.True(silence.TooLong);

        silence.Broken();
        Assert.False(silence.TooLong);
        _time.Advance(Limits.KeeperStall);
        Assert.True(silence.TooLong);
        _worked += Limits.KeeperStill;
        Assert.False(silence.TooLong);
    }
}
