using Weir.Decisions.Model;
using Weir.Decisions.Model.Evaluation;

namespace Weir.Fuzz.Targets;

/// <summary>What holds of every forest that was accepted, whatever it was read from.</summary>
internal static class Forests
{
    private static readonly float[] Telling =
    [
        float.NaN, 0, -0f, 1, -1, 0.5f, 33, 1e-36f, float.PositiveInfinity, float.NegativeInfinity,
        float.MaxValue, float.Epsilon,
    ];

    public static void Check(TreeEnsemble model, int seed, int rows, IReadOnlyList<EvaluatorKind> kinds)
    {
        var chance = new Random(seed);
        var walk = Evaluator.Of(model, EvaluatorKind.Walk);
        var others = kinds.Select(kind => Evaluator.Of(model, kind)).OfType<Evaluator>().ToArray();
        var contributions = new double[model.FeatureCount];
        for (var i = 0; i < rows && walk is not null; i++)
        {
            var row = new float[model.FeatureCount];
            foreach (ref var value in row.AsSpan())
            {
                var node = model.Nodes.Length > 0 ? model.Nodes[chance.Next(model.Nodes.Length)] : default;
                value = chance.Next(2) == 0 ? (float)node.Threshold : Telling[chance.Next(Telling.Length)];
            }

            var sum = walk.Evaluate(row).Margin;
            FuzzFailure.Unless(double.IsFinite(sum), "the raw score is not finite");
            var bits = BitConverter.DoubleToUInt64Bits(sum);
            var other = others.FirstOrDefault(
                one => BitConverter.DoubleToUInt64Bits(one.Evaluate(row).Margin) != bits);
            FuzzFailure.Unless(other is null, $"{other?.Choice.Kind} gives other bits");
            Contributions.Explain(model, row, contributions);
        }
    }
}
