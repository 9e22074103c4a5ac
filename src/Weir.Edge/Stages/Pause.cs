using Weir.Decisions;

namespace Weir.Edge.Stages;

internal static class Pause
{
    /// <summary>Waits, or ends early without complaint.</summary>
    [Boundary("a wait that is cut short says so by exception")]
    public static async ValueTask ForAsync(TimeSpan time, TimeProvider clock, CancellationToken stop)
    {
        try
        {
            await Task.Delay(time, clock, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Cut short: the caller looks at the token where it matters.
        }
    }
}
