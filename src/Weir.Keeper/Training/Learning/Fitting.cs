using System.Text;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Decisions.Model.Evaluation;
using Weir.Decisions.Model.LightGbm;
using Weir.Keeper.Training.Native;
using Weir.Keeper.Training.Rows;

namespace Weir.Keeper.Training.Learning;

/// <summary>Rows into trees, and back through the edge's own evaluator.</summary>
internal static class Fitting
{
    public static Outcome<TreeEnsemble, TrainingFault> Fit(
        IReadOnlyList<Feature> features, IReadOnlyList<TrainingRow> given, Settings settings)
    {
        var rows = new Vantage(features).Widen(given);
        if (!rows.Any(static r => r.Label.Person) || rows.All(static r => r.Label.Person))
        {
            return TrainingFault.Of("there must be rows of persons and of bots").As<TreeEnsemble>();
        }

        var width = features.Count;
        var values = new float[rows.Count * width];
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].Values.CopyTo(values, i * width);
        }

        if (!Booster.Train(
                [.. features.Select(static f => f.Name)], values,
                [.. rows.Select(static r => r.Label.Person ? 1f : 0f)], Weights.Of(rows),
                settings.Parameters(features), settings.Rounds).Try(out var text, out var fault))
        {
            return fault.As<TreeEnsemble>();
        }

        return LightGbmText.Read(Encoding.UTF8.GetBytes(text)).Match(
            static trees => Outcome<TreeEnsemble, TrainingFault>.Ok(trees),
            static error => TrainingFault.Of($"what LightGBM wrote cannot be read: {error.Text()}")
                .As<TreeEnsemble>());
    }

    /// <summary>Raw scores by the evaluator that the edge uses.</summary>
    public static double[] Raw(TreeEnsemble trees, IReadOnlyList<TrainingRow> rows)
    {
        var evaluator = Evaluator.For(trees);
        return [.. rows.Select(r => evaluator.Evaluate(r.Values).Margin)];
    }
}
