using Weir.Decisions.Model;
using Weir.Decisions.Model.Evaluation;
using Weir.Decisions.Model.LightGbm;

namespace Weir.Fuzz.Targets;

/// <summary>LightGBM's text. What is accepted is the same model after a way through a section.</summary>
public sealed class LightGbmTarget : IFuzzTarget
{
    private const int Rows = 2;

    private static readonly CalibrationPoint[] Straight = [new(-4, 1), new(4, 99)];

    public string Name => "lightgbm";

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new[]
        {
            "tree\n", "version=v4\n", "num_class=1\n", "max_feature_idx=1\n", "feature_names=a b\n",
            "Tree=0\n", "Tree=1\n", "num_leaves=2\n", "num_leaves=1\n", "num_cat=1\n",
            "split_feature=0\n", "threshold=inf\n", "decision_type=9\n", "decision_type=12\n",
            "left_child=-1\n", "right_child=-2\n", "right_child=1 0\n",
            "leaf_value=0.5 -0.5\n", "leaf_value=1e308 1e308\n", "leaf_count=0 0\n", "cat_boundaries=0 1\n",
            "cat_boundaries=0 -1\n", "cat_threshold=4294967295\n", "is_linear=1\n", "end of trees\n",
            "average_output\n", " 1", "=", "\r\n", "-1", "0", "9999999999999999999", "NaN", "1e-40",
        }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    /// <summary>Puts one line in the place of another one.</summary>
    public byte[] Reshape(byte[] input, Random chance)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < input.Length; i++)
        {
            if (input[i] == '\n')
            {
                starts.Add(i + 1);
            }
        }

        var line = chance.Next(starts.Count);
        var end = line + 1 < starts.Count ? starts[line + 1] : input.Length;
        var with = chance.Next(2) == 0 ? Tokens[chance.Next(Tokens.Count)] : [];
        return [.. input.AsSpan(0, starts[line]), .. with, .. input.AsSpan(end)];
    }

    public string Check(ReadOnlySpan<byte> input)
    {
        if (!LightGbmText.Read(input).Try(out var model, out var error))
        {
            FuzzFailure.Unless(error.Fault != ModelFault.Unset, "no reason");
            return $"{error.Fault} {error.Culprit?.Length}";
        }

        Forests.Check(model, input.Length, Rows, [EvaluatorKind.Interleaved]);
        if (Calibration.Create(Straight).Try(out var calibration, out _))
        {
            var section = ModelSection.Write(new ScoringModel(model, calibration));
            FuzzFailure.Unless(ModelSection.Read(section).Try(out _, out var refused), $"{refused.Text()}");
        }

        return $"read {int.Log2(model.TreeCount)} {int.Log2(model.MostLeaves)} {model.FeatureCount > 2}";
    }
}
