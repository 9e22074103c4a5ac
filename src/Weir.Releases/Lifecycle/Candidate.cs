namespace Weir.Releases.Lifecycle;

/// <summary>What runs and has not proven itself yet.</summary>
/// <param name="Layer">That changed.</param>
/// <param name="Release">
/// What it changed to; null for a layer that went back to what the program brings.
/// </param>
/// <param name="Before">What runs again if it fails: proven, or what the program brings.</param>
/// <param name="Since">When it became active, or had its last fault; for people.</param>
/// <param name="Began">
/// When it became active, on the desk's own clock, which nobody sets.
/// </param>
/// <param name="Bytes">As received, to be set aside if it fails.</param>
internal sealed record Candidate(
    Layer Layer, RunningRelease? Release, Running Before, DateTimeOffset Since, TimeSpan Began,
    ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Where it is on its way.</summary>
    public ReleaseState State { get; init; } = ReleaseState.Active;

    /// <summary>When the clock of its proof began, on the desk's own.</summary>
    public TimeSpan ProofBegan { get; init; } = Began;

    /// <summary>0 for what the program brings.</summary>
    public long Number => Release?.Manifest.Number ?? 0;

    public Hash256 Hash => Release?.Hash ?? default;

    /// <summary>
    /// A proof that could not be written is not tried again before this, on the same clock.
    /// </summary>
    public TimeSpan NotBefore { get; init; }
}

/// <summary>Fine so far, and behind another change that is being watched.</summary>
/// <param name="Number">Of the release.</param>
/// <param name="Hash">Its identity.</param>
/// <param name="Bytes">As received.</param>
internal sealed record WaitingRelease(long Number, Hash256 Hash, ReadOnlyMemory<byte> Bytes);

/// <summary>What came back from a kill switch, and is watched for a while.</summary>
/// <param name="Target">As it was switched off.</param>
/// <param name="Since">On the desk's own clock.</param>
internal sealed record Returned(string Target, TimeSpan Since);
