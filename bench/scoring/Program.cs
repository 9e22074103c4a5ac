using Weir.Bench.Scoring;
using Weir.Bench.Scoring.Complete;
using Weir.Bench.Scoring.Golden;
using Weir.Bench.Scoring.Ground;
using Weir.Bench.Scoring.Measuring;
using Weir.Bench.Scoring.Native;
using Weir.Bench.Scoring.Subjects;
using Weir.Decisions.Model.Evaluation;
using Weir.Decisions.Model.LightGbm;

if (args is ["golden", var folder])
{
    GoldenSet.Write(folder, Console.Error);
    return 0;
}

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(Options.Usage);
    return 0;
}

if (Options.Parse(args, out var problem) is not { } options)
{
    Console.Error.WriteLine($"bench: {problem}");
    return 1;
}

// Rows that no model has learnt from.
const int seed = 99;
var shelf = new ModelShelf(Path.Combine(Machine.Repository(), "artifacts", "bench-scoring"), Console.Error);
var rows = Visitors.Make(options.Rows, seed);
var report = new Report(Console.Out, options);
var allEqual = true;
report.WriteHead();
foreach (var scenario in options.Scenarios)
{
    var text = shelf.Text(scenario);
    if (!LightGbmText.Read(text).Try(out var model, out var error))
    {
        Console.Error.WriteLine($"bench: {scenario.Name}: {error.Text()}");
        return 1;
    }

    Console.Error.WriteLine($"measuring {scenario.Name}");
    using var predictor = new FastPredictor(text, rows.Features);
    var outcomes = new Rounds(Catalog.Of(scenario, predictor, model), rows, options).Measure();
    var choice = Evaluator.For(model).Choice;
    report.Write(scenario, $"{choice.Kind} ({choice.Why})", outcomes);
    allEqual &= outcomes.All(one => one.Unequal is null or 0);
}

if (options.Complete)
{
    Console.Error.WriteLine("measuring the complete stage");
    var stage = new CompleteStage();
    var captures = Path.Combine(Machine.Repository(), "lab", "captures");
    report.WriteComplete(
        stage.Describe,
        [.. new[] { 10, 1_000, 100_000 }.Select(keys => stage.Measure(captures, keys, options.Rounds))]);
}

// A missed goal is printed and no failure; other bits than LightGBM's are one.
return allEqual ? 0 : 1;
