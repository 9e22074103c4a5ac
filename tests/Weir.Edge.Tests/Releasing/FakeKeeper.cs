using Weir.Decisions;
using Weir.Edge.Releasing;
using Weir.Events.Transport;

namespace Weir.Edge.Tests.Releasing;

/// <summary>A keeper that runs and answers with what it was asked.</summary>
internal sealed class FakeKeeper : IKeeper
{
    public KeeperView View { get; set; } = new(KeeperPhase.Running, 42, 1, null, null);

    /// <summary>Said instead, where a test sets it.</summary>
    public string? Answer { get; set; }

    public Task<Outcome<string, AskFault>> AskAsync(string kind, CancellationToken stop) =>
        Task.FromResult(Outcome<string, AskFault>.Ok(Answer ?? $$"""{"asked":"{{kind}}"}"""));
}
