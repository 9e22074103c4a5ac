using System.Threading.Channels;
using Weir.Events.Supervision;
using Weir.Decisions;

namespace Weir.Events.Tests.Supervision;

/// <summary>Launches keepers that live and end as the test says.</summary>
internal sealed class FakeKeepers : IKeeperLauncher
{
    private readonly Channel<FakeKeeper> _launched = Channel.CreateUnbounded<FakeKeeper>();
    private int _count;

    /// <summary>How often.</summary>
    public int Launched => _count;

    /// <summary>Whether launching works.</summary>
    public bool Refuses { get; set; }

    /// <summary>Whether keepers end when they are asked to.</summary>
    public bool Deaf { get; set; }

    public ValueTask<FakeKeeper> NextAsync() =>
        _launched.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public Outcome<IKeeperLife, LaunchFault> Launch(Action<string> words)
    {
        if (Refuses)
        {
            return Outcome<IKeeperLife, LaunchFault>.Fail(new LaunchFault("no such program"));
        }

        var keeper = new FakeKeeper(++_count, Deaf);
        _launched.Writer.TryWrite(keeper);
        return Outcome<IKeeperLife, LaunchFault>.Ok(keeper);
    }
}

internal sealed class FakeKeeper(int id, bool deaf) : IKeeperLife
{
    private readonly TaskCompletionSource<string> _ended =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int ProcessId => id;

    public TimeSpan? Worked { get; set; }

    public Task<string> Ended => _ended.Task;

    public Task Asked => _asked.Task.WaitAsync(TestContext.Current.CancellationToken);

    public void Stop()
    {
        _asked.TrySetResult();
        if (!deaf)
        {
            End("exit code 0");
        }
    }

    public void Kill() => End("killed");

    public void End(string how) => _ended.TrySetResult(how);

    public void Dispose()
    {
    }
}
