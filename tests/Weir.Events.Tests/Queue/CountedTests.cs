using Weir.Decisions;
using Weir.Events.Queue;
using Weir.Events.Tests.Support;

namespace Weir.Events.Tests.Queue;

public sealed class CountedTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly EventQueue _queue;
    private readonly EventPack _pack = new();

    public CountedTests() => _queue = new EventQueue(_time);

    private long Now => EventQueue.MinuteOf(_time.GetUtcNow());

    [Fact]
    public void MinuteOfTheStart_AndTheRunningOne_AreNotKnown()
    {
        var started = Now;
        Assert.Null(_queue.Counted(started));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_queue.Counted(started));
        Assert.Null(_queue.Counted(started + 1));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 0), _queue.Counted(started + 1));
    }

    [Fact]
    public void MinuteBeyondTheRing_IsNotKnown()
    {
        var minute = Now + 1;
        _time.Advance(TimeSpan.FromMinutes(Limits.EventMinutes));
        Assert.NotNull(_queue.Counted(minute));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_queue.Counted(minute));
    }

    [Fact]
    public void AnsweredIsStored_UnansweredIsUncertain_RefusedIsNeither()
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        var minute = Now;
        Offer(3);
        var stored = Send();
        Offer(5);
        var lost = Send();
        Offer(7);
        var refused = Send();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 15), _queue.Counted(minute));

        Assert.True(_queue.Answered(stored, stored: true));
        Assert.True(_queue.Answered(refused, stored: false));
        Assert.Equal((3, 5), _queue.Counted(minute));
        Assert.Equal(7, _queue.Dropped);

        _queue.KeeperGone();
        Assert.False(_queue.Answered(lost, stored: true));
        Assert.Equal((3, 5), _queue.Counted(minute));
    }

    [Fact]
    public void OldEventAfterNewer_DisturbsNoCount()
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        var minute = Now;
        Offer(2);
        var told = new Told { At = _time.GetUtcNow().AddMinutes(-Limits.EventMinutes) }.Event;
        _queue.Offer(in told);
        Assert.True(_queue.Answered(Send(), stored: true));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((2, 0), _queue.Counted(minute));
    }

    [Fact]
    public void NoMoreBatchesAreSent_ThanTheWindowHolds()
    {
        for (var i = 0; i < Limits.EventWindow; i++)
        {
            Offer(1);
            Assert.NotEqual(0, Send());
        }

        Offer(1);
        Assert.Equal(0, Send());
    }

    private void Offer(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var told = new Told { At = _time.GetUtcNow() }.Event;
            _queue.Offer(in told);
        }
    }

    private long Send()
    {
        Assert.True(_queue.TryTake(_pack, all: true));
        return _queue.Sending(_pack);
    }
}
