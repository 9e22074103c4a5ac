using Weir.Decisions;

namespace Weir.Events.Supervision;

/// <summary>
/// Keeps one keeper alive: starts it, waits for its end, waits longer each time that it ends soon, and
/// starts it again. Nothing of the request path knows that it exists.
/// </summary>
public sealed class KeeperProcess : IAsyncDisposable
{
    private readonly IKeeperLauncher _launcher;
    private readonly TimeProvider _time;
    private readonly KeeperEars _ears;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private volatile KeeperStanding _standing = new(KeeperCondition.Restarting, 0, 0);
    private volatile IKeeperLife? _life;

    private KeeperProcess(IKeeperLauncher launcher, TimeProvider time, KeeperEars ears)
    {
        _launcher = launcher;
        _time = time;
        _ears = ears;
        _running = Task.Run(RunAsync);
    }

    /// <summary>As of now, for status.</summary>
    public KeeperStanding Standing => _standing;

    /// <summary>Processor time of the keeper that runs; null where none does, or nobody knows.</summary>
    public TimeSpan? Worked => _life?.Worked;

    public static KeeperProcess Start(IKeeperLauncher launcher, TimeProvider time, KeeperEars ears) =>
        new(launcher, time, ears);

    /// <summary>
    /// Ends a keeper that is there and does nothing, such as one that the system has stopped; it is started
    /// again.
    /// </summary>
    public void KillStalled() => _life?.Kill();

    /// <summary>Asks the keeper to end, and ends it when it takes longer than it may.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var wait = Limits.KeeperRestart;
        var deaths = 0;
        while (!_stop.IsCancellationRequested)
        {
            var began = _time.GetTimestamp();
            var how = await LiveAsync();
            if (_stop.IsCancellationRequested)
            {
                break;
            }

            if (_time.GetElapsedTime(began) >= Limits.KeeperSteady)
            {
                wait = Limits.KeeperRestart;
                deaths = 0;
            }

            deaths++;
            _standing = new KeeperStanding(KeeperCondition.Restarting, 0, _standing.Restarts + 1);
            _ears.Log($"the keeper ended ({how}); it is started again in {wait.TotalSeconds} s");
            if (deaths >= Limits.KeeperDeaths)
            {
                _ears.Alarm($"the keeper ended {deaths} times in a row, last with {how}: events are "
                    + "sampled and dropped, signals age; visitors are not affected");
            }

            await PauseAsync(wait);
            wait = wait * 2 < Limits.KeeperRestartLongest ? wait * 2 : Limits.KeeperRestartLongest;
        }

        _standing = _standing with { Condition = KeeperCondition.Off, ProcessId = 0 };
    }

    /// <summary>One keeper from its start to its end.</summary>
    /// <returns>How it ended.</returns>
    private async Task<string> LiveAsync()
    {
        if (!_launcher.Launch(_ears.Words).Try(out var life, out var fault))
        {
            return fault.Detail;
        }

        using (life)
        {
            _life = life;
            _standing = new KeeperStanding(KeeperCondition.Running, life.ProcessId, _standing.Restarts);
            await using var asked = _stop.Token.Register(life.Stop);
            var how = await UntilEndedAsync(life);
            _life = null;
            return how;
        }
    }

    private async Task<string> UntilEndedAsync(IKeeperLife life)
    {
        try
        {
            return await life.Ended.WaitAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            // It has been asked to end; now it may take a moment.
        }

        try
        {
            return await life.Ended.WaitAsync(Limits.KeeperStop, _time);
        }
        catch (TimeoutException)
        {
            _ears.Log($"the keeper did not end within {nameof(Limits.KeeperStop)}, "
                + $"{Limits.KeeperStop.TotalSeconds} s, and was killed");
            life.Kill();
            return await life.Ended;
        }
    }

    private async Task PauseAsync(TimeSpan wait)
    {
        try
        {
            await Task.Delay(wait, _time, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The node stops; the loop sees it.
        }
    }
}

/// <summary>Who hears of a keeper. None of them may wait.</summary>
/// <param name="Log">What happened to it, a sentence for people.</param>
/// <param name="Words">What it says itself, line by line.</param>
/// <param name="Alarm">That it does not stay alive; again at each further death.</param>
public sealed record KeeperEars(Action<string> Log, Action<string> Words, Action<string> Alarm);

/// <param name="Condition">Whether it runs.</param>
/// <param name="ProcessId">0 where it does not run.</param>
/// <param name="Restarts">How often it ended by itself since the node's start.</param>
public sealed record KeeperStanding(KeeperCondition Condition, int ProcessId, int Restarts)
{
    /// <summary>As in <c>/api/status</c>.</summary>
    public string Name => Condition switch
    {
        KeeperCondition.Running => "running",
        KeeperCondition.Restarting => "restarting",
        KeeperCondition.Off or KeeperCondition.Unset => "off",
        _ => "off",
    };
}

public enum KeeperCondition
{
    Unset = 0,
    Running,

    /// <summary>Ended, and about to be started again.</summary>
    Restarting,
    Off,
}
