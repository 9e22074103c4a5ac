using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Weir.Events.Supervision;
using Weir.Events.Transport;

namespace Weir.Drills.Scratch;

/// <summary>
/// A keeper beside a scratch node as <c>weir up</c> has it: another process, on the socket of the node's
/// folder, started again when it ends. Waits and timeouts of both run on a faster clock.
/// </summary>
internal sealed class KeeperBeside : INodeSide, IAsyncDisposable
{
    /// <summary>
    /// How much faster. Not more: on a busy machine a keeper takes its time also where nothing is wrong.
    /// </summary>
    public const int Faster = 3;

    // SIGSTOP of signal.h.
    private const int StopSignal = 19;
    private const int StopSignalOfMac = 17;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly ScratchNode _node;
    private readonly FaultyLauncher _launcher;
    private readonly CancellationToken _stop;
    private SupervisedKeeper? _keeper;
    private volatile string _last = "nothing yet";

    private KeeperBeside(ScratchNode node, ImmutableArray<string> program, CancellationToken stop) =>
        (_node, _launcher, _stop) = (node, new FaultyLauncher(program, node.Folder), stop);

    public NodeState State => _node.KeeperState;

    /// <summary>What was heard of it last, for a report.</summary>
    public string Last => _last;

    /// <exception cref="DrillException">There is no socket or no program for it.</exception>
    public static KeeperBeside Start(
        ScratchNode node, ImmutableArray<string> program, CancellationToken stop)
    {
        if (program.IsDefaultOrEmpty)
        {
            throw new DrillException("this system does not tell which program runs, to start a keeper with");
        }

        var beside = new KeeperBeside(node, program, stop);
        var parts = new KeeperServerParts(
            UnixPath.In(node.Folder), beside, node.Events, new FastClock(Faster), beside.Hear,
            why => beside.Hear(why.Detail));
        var ears = new KeeperEars(beside.Hear, static _ => { }, beside.Hear);
        beside._keeper = SupervisedKeeper.Start(parts, beside._launcher, ears)
            .Try(out var keeper, out var fault)
            ? keeper
            : throw new DrillException(fault.Detail);
        return beside;
    }

    /// <summary>Waits for a keeper that has stored something.</summary>
    /// <param name="after">One that is not meant; 0 where there was none.</param>
    /// <returns>Its process; 0 where none came.</returns>
    /// <exception cref="OperationCanceledException">The drill is to end.</exception>
    public async Task<int> StoringAsync(int after)
    {
        var began = Stopwatch.GetTimestamp();
        while (_keeper is { } keeper && Stopwatch.GetElapsedTime(began) < Patience)
        {
            var process = keeper.Standing.ProcessId;
            if (process != 0 && process != after && await StoredAsync(keeper) > 0
                && keeper.Standing.ProcessId == process)
            {
                return process;
            }

            await Task.Delay(Look, _stop);
        }

        return 0;
    }

    /// <summary>Ends the keeper without a word; those after it have this fault.</summary>
    public void KillFor(KeeperFault next)
    {
        _launcher.Spoil(next);
        _launcher.Latest?.Kill();
    }

    /// <summary>Waits for the first keeper with the fault; those after it are sound again.</summary>
    /// <returns>Null where none was started.</returns>
    /// <exception cref="OperationCanceledException">The drill is to end.</exception>
    public async Task<IKeeperLife?> SpoiltAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (_launcher.Spoilt is null && Stopwatch.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(Look / 5, _stop);
        }

        _launcher.Mend();
        return _launcher.Spoilt;
    }

    /// <summary>The system no longer gives it any time.</summary>
    /// <returns>False where this system has no such thing.</returns>
    public bool Suspend() =>
        !OperatingSystem.IsWindows() && _launcher.Latest is { } life
        && kill(life.ProcessId, OperatingSystem.IsMacOS() ? StopSignalOfMac : StopSignal) == 0;

    /// <summary>How much of the processor a keeper has had.</summary>
    public static TimeSpan ProcessorTime(int process) =>
        Ask(process, static one => one.TotalProcessorTime);

    /// <summary>Waits for the end of a keeper.</summary>
    /// <returns>How it ended, null where it did not; the most bytes that it was seen with.</returns>
    /// <exception cref="OperationCanceledException">The drill is to end.</exception>
    public async Task<(string? How, long Peak)> EndAsync(IKeeperLife life)
    {
        long peak = 0;
        var began = Stopwatch.GetTimestamp();
        while (!life.Ended.IsCompleted && Stopwatch.GetElapsedTime(began) < Patience)
        {
            peak = Math.Max(peak, Ask(life.ProcessId, static one => one.WorkingSet64));
            await Task.Delay(Look / 5, _stop);
        }

        return (life.Ended.IsCompleted ? await life.Ended : null, peak);
    }

    public SubmitAnswer Submit(ReadOnlyMemory<byte> bundle) => _node.Desk.Submit(bundle).Match(
        static accepted => new SubmitAnswer(true, accepted.Number, "", "") { Waiting = accepted.Waiting },
        static refusal => new SubmitAnswer(false, 0, $"{refusal.Reason}", refusal.Detail));

    public void Report(KeeperReport report)
    {
        if (report.Reason.Length > 0)
        {
            _last = $"{report.Kind}: {report.Reason}: {report.Detail}";
        }
    }

    public void Acknowledged(long sequence)
    {
        // The queue counts what is stored; a drill looks there.
    }

    public async ValueTask DisposeAsync()
    {
        if (_keeper is { } keeper)
        {
            _keeper = null;
            if (!_stop.IsCancellationRequested && !await keeper.Server.FlushAsync(Patience))
            {
                _last = "not everything was stored at the end";
            }

            await keeper.DisposeAsync();
        }
    }

    private async Task<long> StoredAsync(SupervisedKeeper keeper)
    {
        var answer = await keeper.Server.AskAsync("status", "", Patience, _stop);
        return answer.Try(out var json, out _) && JsonNode.Parse(json)?["stored"] is JsonValue stored
            && stored.TryGetValue<long>(out var count)
            ? count
            : 0;
    }

    private static T Ask<T>(int process, Func<Process, T> question)
        where T : struct
    {
        try
        {
            using var one = Process.GetProcessById(process);
            return question(one);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException
            or System.ComponentModel.Win32Exception)
        {
            // It has ended.
            return default;
        }
    }

    private void Hear(string line) => _last = line;

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);
}
