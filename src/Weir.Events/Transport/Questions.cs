using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Weir.Decisions;

namespace Weir.Events.Transport;

/// <summary>What was asked of the keeper and waits for its answer; bounded.</summary>
internal sealed class Questions(TimeProvider time, Action wake)
{
    // Frames are JSON with names and escapes around what was asked.
    private const int Around = 1_024;

    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<KeeperQuestion> _unsent = new();
    private readonly Dictionary<long, TaskCompletionSource<Outcome<string, AskFault>>> _waiting = [];
    private long _last;
    private bool _ended;

    [Boundary("Waiting tells by exceptions that it took too long or was given up.")]
    public async Task<Outcome<string, AskFault>> AskAsync(
        string kind, string argument, TimeSpan timeout, CancellationToken stop)
    {
        if (Encoding.UTF8.GetByteCount(argument) + kind.Length > (Limits.KeeperQuestionBytes - Around) / 6)
        {
            // Each byte may become six where JSON escapes it.
            return Fail(AskFaultKind.TooLarge,
                $"{nameof(Limits.KeeperQuestionBytes)} is {Limits.KeeperQuestionBytes}, escapes included");
        }

        if (!TryBegin(kind, argument, out var id, out var answer, out var fault))
        {
            return Outcome<string, AskFault>.Fail(fault);
        }

        wake();
        try
        {
            return await answer.Task.WaitAsync(timeout, time, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return Fail(AskFaultKind.Timeout, $"the keeper did not answer within {timeout.TotalSeconds} s");
        }
        catch (OperationCanceledException)
        {
            return Fail(AskFaultKind.Timeout, "waiting for the keeper's answer was given up");
        }
        finally
        {
            lock (_lock)
            {
                _waiting.Remove(id);
            }
        }
    }

    public bool TryNext([NotNullWhen(true)] out KeeperQuestion? question) => _unsent.TryDequeue(out question);

    /// <summary>An answer to nothing that waits is one that came too late.</summary>
    public void Answered(KeeperAnswer answer)
    {
        TaskCompletionSource<Outcome<string, AskFault>>? waiting;
        lock (_lock)
        {
            _waiting.TryGetValue(answer.Id, out waiting);
        }

        waiting?.TrySetResult(answer.Ok
            ? Outcome<string, AskFault>.Ok(answer.Body)
            : Fail(AskFaultKind.Refused, answer.Body));
    }

    /// <summary>The keeper is gone, and with it whatever it was asked.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            foreach (var waiting in _waiting.Values)
            {
                waiting.TrySetResult(Fail(AskFaultKind.NoKeeper, "the keeper went away before it answered"));
            }
        }
    }

    private bool TryBegin(
        string kind, string argument, out long id,
        [NotNullWhen(true)] out TaskCompletionSource<Outcome<string, AskFault>>? answer, out AskFault fault)
    {
        lock (_lock)
        {
            id = 0;
            answer = null;
            fault = new AskFault(AskFaultKind.NoKeeper, "no keeper is connected");
            if (_ended)
            {
                return false;
            }

            // Those given up before they were sent still take room.
            var open = Math.Max(_waiting.Count, _unsent.Count);
            if (open >= Limits.KeeperQuestions)
            {
                fault = new AskFault(AskFaultKind.Busy,
                    $"{open} questions wait; {nameof(Limits.KeeperQuestions)} is "
                    + $"{Limits.KeeperQuestions}");
                return false;
            }

            id = ++_last;
            answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[id] = answer;
            _unsent.Enqueue(new KeeperQuestion(id, kind, argument));
            return true;
        }
    }

    private static Outcome<string, AskFault> Fail(AskFaultKind kind, string detail) =>
        Outcome<string, AskFault>.Fail(new AskFault(kind, detail));
}
