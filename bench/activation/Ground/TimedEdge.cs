using System.Diagnostics;
using Weir.Edge;
using Weir.Releases.Lifecycle;

namespace Weir.Bench.Activation.Ground;

/// <summary>The edge as the desk sees it, with the moment of each swap written down.</summary>
internal sealed class TimedEdge(EdgeNode edge) : IRunningEdge
{
    private long _swapped;

    /// <summary>When the reference was swapped last, as a timestamp.</summary>
    public long Swapped => Interlocked.Read(ref _swapped);

    public EdgeEvidence Evidence => edge.Evidence;

    public void Activate(ActiveTuple next)
    {
        edge.Activate(next);
        Interlocked.Exchange(ref _swapped, Stopwatch.GetTimestamp());
    }

    // The rows of the bench's signals are made up, as of a node that was started after them.
    public MinuteCount? Counted(long minute) => null;
}
