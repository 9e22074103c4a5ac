namespace Weir.Decisions.Features;

/// <summary>
/// One request's features: a float for each, NaN where it is missing. Always as large as the binary's limit,
/// whatever set fills it, so that a new set never needs new memory.
/// </summary>
public sealed class FeatureVector
{
    private readonly float[] _values = new float[Limits.Features];

    internal FeatureVector()
    {
    }

    public int Count { get; private set; }

    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count);

    /// <summary>Missing, also for a place beyond <see cref="Count"/>.</summary>
    public bool IsMissing(int place) => (uint)place >= (uint)Count || float.IsNaN(_values[place]);

    /// <summary>Forgets what it held.</summary>
    internal void Clear() => Count = 0;

    /// <summary>Room for so many values, at most as many as the limit allows.</summary>
    internal Span<float> Take(int count)
    {
        Count = Math.Min(count, _values.Length);
        return _values.AsSpan(0, Count);
    }
}
