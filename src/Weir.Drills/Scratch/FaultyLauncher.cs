using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Events.Supervision;

namespace Weir.Drills.Scratch;

/// <summary>Starts keepers as a node does, which have a fault while a drill wants it.</summary>
/// <param name="program">How this program is started.</param>
/// <param name="dataFolder">Of the node.</param>
internal sealed class FaultyLauncher(ImmutableArray<string> program, string dataFolder) : IKeeperLauncher
{
    private volatile KeeperFault _fault;
    private volatile IKeeperLife? _latest;
    private volatile IKeeperLife? _spoilt;

    /// <summary>The keeper that was started last.</summary>
    public IKeeperLife? Latest => _latest;

    /// <summary>The last one with a fault; null where none was started since the last word.</summary>
    public IKeeperLife? Spoilt => _spoilt;

    /// <summary>What is wrong with every keeper started from now on.</summary>
    public void Spoil(KeeperFault fault)
    {
        _spoilt = null;
        _fault = fault;
    }

    /// <summary>Those started from now on are sound; the one with a fault lives on.</summary>
    public void Mend() => _fault = KeeperFault.Unset;

    public Outcome<IKeeperLife, LaunchFault> Launch(Action<string> words)
    {
        var fault = _fault;
        ImmutableArray<string> command = fault == KeeperFault.Unset
            ? [.. program, "keeper", "--data", dataFolder]
            : [.. program, "drill", "keeper", $"{fault}", "--data", dataFolder];
        var launched = new ChildLauncher(command).Launch(words);
        _latest = launched.Try(out var life, out _) ? life : null;
        if (fault != KeeperFault.Unset)
        {
            _spoilt = _latest;
        }

        return launched;
    }
}
