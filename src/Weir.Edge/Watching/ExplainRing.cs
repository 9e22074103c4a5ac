using Weir.Decisions;
using Weir.Decisions.Model;
using Weir.Decisions.Model.Evaluation;
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
    private readonly Lock _adding = new();
    private Explained[] _models = [];
    private long _next;

    public ExplainRing(int capacity = Limits.RecentRequests)
    {
        _places = new Place[Math.Max(1, capacity)];
        _values = new float[_places.Length * Limits.Features];
    }

    /// <summary>
    /// Keeps what one score saw; allocates nothing but once for each model. Of the plan only its model is
    /// kept, and that of few: a quiet node has a request or two of each release, and would keep them all.
    /// </summary>
    public void Put(RequestId id, ScoringPlan plan, ReadOnlySpan<float> values, int shift = 0)
    {
        var at = (int)((ulong)(Interlocked.Increment(ref _next) - 1) % (ulong)_places.Length);
        ref var place = ref _places[at];
        if (values.Length > Limits.Features || Interlocked.CompareExchange(ref place.Gate, 1, 0) != 0)
        {
            return;
        }

        place.Id = id;
        place.Model = NumberOf(plan);
        place.Count = values.Length;
        place.Shift = shift;
        values.CopyTo(_values.AsSpan(at * Limits.Features));
        Volatile.Write(ref place.Gate, 0);
    }

    /// <returns>
    /// Null where the request was not scored by a plan, is too long ago, or of a model that is.
    /// </returns>
    public Explanation? Find(RequestId id)
    {
        for (var at = 0; at < _places.Length; at++)
        {
            ref var place = ref _places[at];
            if (place.Id != id || Interlocked.CompareExchange(ref place.Gate, 1, 0) != 0)
            {
                continue;
            }

            var number = place.Id == id ? place.Model : 0;
            var shift = place.Shift;
            var values = _values.AsSpan(at * Limits.Features, place.Count).ToArray();
            Volatile.Write(ref place.Gate, 0);
            if (Array.Find(Volatile.Read(ref _models), m => m.Number == number) is { } model)
            {
                return Explanation.Of(model.Model, model.Evaluator, values, shift);
            }
        }

        return null;
    }

    private long NumberOf(ScoringPlan plan)
    {
        if (Find(plan, Volatile.Read(ref _models)) is { } known)
        {
            return known.Number;
        }

        lock (_adding)
        {
            var models = _models;
            if (Find(plan, models) is { } other)
            {
                return other.Number;
            }

            var number = models is [{ Number: var newest }, ..] ? newest + 1 : 1;
            var added = new Explained(number, plan.Model, plan.Evaluator);
            Volatile.Write(ref _models, [added, .. models.Take(Limits.ExplainedModels - 1)]);
            return number;
        }
    }

    private static Explained? Find(ScoringPlan plan, Explained[] models)
    {
        foreach (var model in models)
        {
            if (ReferenceEquals(model.Evaluator, plan.Evaluator))
            {
                return model;
            }
        }

        return null;
    }

    /// <param name="Number">By which places name it; rises, so that one that is gone is not found.</param>
    /// <param name="Model">Of a plan, and of others that only appended their features anew.</param>
    /// <param name="Evaluator">Of the same.</param>
    private sealed record Explained(long Number, ScoringModel Model, Evaluator Evaluator);

    private struct Place
    {
        public int Gate;
        public int Count;
        public int Shift;
        public RequestId Id;
        public long Model;
    }
}
