using Weir.Decisions;

namespace Weir.Releases.Content;

/// <summary>
/// What is left of <see cref="Limits.WarmBudget"/>, which Probe and Warm of one release share. Asked between
/// two requests, so that one request is the most by which it is overdrawn.
/// </summary>
/// <param name="time">By whose timestamps; it begins now.</param>
internal sealed class WarmBudget(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    public TimeProvider Time { get; } = time;

    public bool IsSpent => Time.GetElapsedTime(_began) > Limits.WarmBudget;
}
