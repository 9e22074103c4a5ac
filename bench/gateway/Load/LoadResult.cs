namespace Weir.Bench.Gateway.Load;

/// <param name="Requests">Answered completely within the round.</param>
/// <param name="Failed">Refused, reset, timed out, or answered with anything but 2xx.</param>
/// <param name="Seconds">How long the generator ran, by its own clock.</param>
/// <param name="P50Milliseconds">The median time from sending a request to the end of its answer.</param>
/// <param name="P99Milliseconds">What one request in a hundred exceeded.</param>
internal sealed record LoadResult(long Requests, long Failed, double Seconds, double P50Milliseconds,
    double P99Milliseconds)
{
    /// <summary>Why the generator has no figures at all; null when it has.</summary>
    public string? Problem { get; init; }

    public static LoadResult None(int seconds, string problem) =>
        new(0, 0, seconds, 0, 0) { Problem = problem };
}
