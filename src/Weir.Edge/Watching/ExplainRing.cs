using Weir.Decisions;
using Weir.Decisions.Scoring;

namespace Weir.Edge.Watching;

/// <summary>
/// The features that the scores of the last requests saw, so that a score can be explained when somebody
/// asks. Room for as many requests as are remembered, taken once; each place has a gate of its own, and who
/// finds it taken goes without rather than wait.
/// </summary>
public sealed class ExplainRing
{
    private readonly Place[] _places;
    private readonly float[] _values;
    private long _next;

    public ExplainRing(int capacity = Limits.RecentRequests)
    {
        _places = new Place[Math.Max(1, capacity)];
        _values = new float[_places.Length * Limits.Features];
    }

    /// <summary>Keeps what one score saw; allocates nothing.</summary>
    public void Put(RequestId id, ScoringPlan plan, ReadOnlySpan<float> values, int shift = 0)
    {
        var at = (int)((ulong)(Interlocked.Increment(ref _next) - 1) % (ulong)_places.Length);
        ref var place = ref _places[at];
        if (values.Length > Limits.Features || Interlocked.CompareExchange(ref place.Gate, 1, 0) != 0)
        {
            return;
        }

        place.Id = id;
        place.Plan = plan;
        place.Count = values.Length;
        place.Shift = shift;
        values.CopyTo(_values.AsSpan(at * Limits.Features));
        Volatile.Write(ref place.Gate, 0);
    }

    /// <returns>Null where the request was not scored by a plan, or is too long ago.</returns>
    public Explanation? Find(RequestId id)
    {
        for (var at = 0; at < _places.Length; at++)
        {
            ref var place = ref _places[at];
            if (place.Id != id || Interlocked.CompareExchange(ref place.Gate, 1, 0) != 0)
            {
                continue;
            }

            var plan = place.Id == id ? place.Plan : null;
            var shift = place.Shift;
            var values = _values.AsSpan(at * Limits.Features, place.Count).ToArray();
            Volatile.Write(ref place.Gate, 0);
            if (plan is not null)
            {
                return Explanation.Of(plan, values, shift);
            }
        }

        return null;
    }

    private struct Place
    {
        public int Gate;
        public int Count;
        public int Shift;
        public RequestId Id;
        public ScoringPlan? Plan;
    }
}
