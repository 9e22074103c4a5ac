using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Events.Supervision;

namespace Weir.Drills.Scratch;

/// <summary>Starts keepers as a node does, of which the next one may have a fault.</summary>
/// <param name="program">How this program is started.</param>
/// <param name="dataFolder">Of the node.</param>
internal sealed class FaultyLauncher(ImmutableArray<string> program, string dataFolder) : IKeeperLauncher
{
    private volatile KeeperFault _next;
    private volatile IKeeperLife? _latest;

    /// <summary>The keeper that was started last.</summary>
    public IKeeperLife? Latest => _latest;

    /// <summary>The one after the next is sound again.</summary>
    public void Spoil(KeeperFault fault) => _next = fault;

    public Outcome<IKeeperLife, LaunchFault> Launch(Action<string> words)
    {
        var fault = _next;
        _next = KeeperFault.Unset;
        ImmutableArray<string> command = fault == KeeperFault.Unset
            ? [.. program, "keeper", "--data", dataFolder]
            : [.. program, "drill", "keeper", $"{fault}", "--data", dataFolder];
        var launched = new ChildLauncher(command).Launch(words);
        _latest = launched.Try(out var life, out _) ? life : null;
        return launched;
    }
}
