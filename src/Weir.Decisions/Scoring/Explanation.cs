using System.Collections.Immutable;
using Weir.Decisions.Model;
using Weir.Decisions.Model.Evaluation;

namespace Weir.Decisions.Scoring;

/// <summary>One feature of one request: what it was, and what it did to the score.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Value">What the score saw; null where it was missing.</param>
/// <param name="Points">
/// By how many points of 1 to 99 the score is higher with it than without: its share of the log odds, scaled
/// so that all of them add up to the score less the score that the model expects of nobody in particular.
/// </param>
public readonly record struct FeatureShare(string Name, float? Value, double Points);

/// <summary>Why a request got its score. Made when somebody asks, never on the way of a request.</summary>
/// <param name="Expected">The score that the model gives before it has seen any feature.</param>
/// <param name="Shares">Largest effect first.</param>
public sealed record Explanation(int Expected, ImmutableArray<FeatureShare> Shares)
{
    /// <summary>The share of traffic signals, which act beside the model.</summary>
    public const string Traffic = "traffic";

    /// <param name="plan">The plan that scored the request.</param>
    /// <param name="values">The features as the score saw them, NaN where missing.</param>
    /// <param name="shift">By how many points traffic signals moved the score.</param>
    /// <returns>Null where the values are not those of the plan.</returns>
    public static Explanation? Of(ScoringPlan plan, ReadOnlySpan<float> values, int shift = 0) =>
        Of(plan.Model, plan.Evaluator, values, shift);

    /// <summary>The same of what is needed of a plan for it, which several plans may share.</summary>
    public static Explanation? Of(
        ScoringModel model, Evaluator evaluator, ReadOnlySpan<float> values, int shift = 0)
    {
        var trees = model.Trees;
        if (values.Length != trees.FeatureCount)
        {
            return null;
        }

        var contributions = new double[values.Length];
        var bias = Contributions.Explain(trees, values, contributions);
        var expected = model.Calibration.Score(new RawScore(bias));
        var score = model.Calibration.Score(evaluator.Evaluate(values));
        var sum = contributions.Sum();
        var scale = sum == 0 ? 0 : (score - expected) / sum;
        var shares = ImmutableArray.CreateBuilder<FeatureShare>(values.Length + 1);
        var names = trees.FeatureNames.AsSpan();
        for (var i = 0; i < values.Length; i++)
        {
            shares.Add(new FeatureShare(
                names[i], float.IsNaN(values[i]) ? null : values[i], contributions[i] * scale));
        }

        if (shift != 0)
        {
            shares.Add(new FeatureShare(Traffic, null, shift));
        }

        shares.Sort(static (a, b) => Math.Abs(b.Points).CompareTo(Math.Abs(a.Points)));
        return new Explanation(expected, shares.ToImmutable());
    }
}
