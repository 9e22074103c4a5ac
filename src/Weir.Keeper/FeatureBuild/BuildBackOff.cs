using Weir.Decisions;

namespace Weir.Keeper.FeatureBuild;

/// <summary>
/// When to build next: every five minutes; after refusals one after the other 5, 10, 20, 40, then 60 minutes,
/// so that a builder that is wrong does not knock all day.
/// </summary>
public sealed class BuildBackOff
{
    private string _last = "";

    public int Refusals { get; private set; }

    /// <summary>From the last build to the next one.</summary>
    public TimeSpan Wait
    {
        get
        {
            var wait = Limits.FeatureBuildEvery;
            for (var i = 1; i < Refusals && wait < Limits.FeatureBuildLongest; i++)
            {
                wait *= 2;
            }

            return wait < Limits.FeatureBuildLongest ? wait : Limits.FeatureBuildLongest;
        }
    }

    /// <summary>A build ended; the reason is empty where the node took it.</summary>
    /// <param name="reason">The name of the refusal's reason, or why there was nothing to build.</param>
    /// <param name="refused">Whether that is anybody's mistake.</param>
    /// <returns>Whether this is another end than the last one's: worth a line.</returns>
    public bool Ended(string reason, bool refused)
    {
        Refusals = refused ? Refusals + 1 : 0;
        var changed = reason != _last;
        _last = reason;
        return changed;
    }
}
