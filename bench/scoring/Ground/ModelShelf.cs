using Weir.Bench.Scoring.Native;

namespace Weir.Bench.Scoring.Ground;

/// <summary>
/// Trains each model once and keeps its text under <c>artifacts/</c>: training takes a minute.
/// </summary>
internal sealed class ModelShelf(string folder, TextWriter progress)
{
    private const int Rows = 200_000;
    private const int Seed = 1;

    /// <summary>Of the shelf's layout and the made-up visitors: another number trains again.</summary>
    private const int Edition = 1;

    public byte[] Text(Scenario scenario)
    {
        var path = Path.Combine(folder, $"{scenario.Name}.{Edition}.txt");
        if (!File.Exists(path))
        {
            progress.WriteLine($"training {scenario.Name} on {Rows} rows");
            Directory.CreateDirectory(folder);
            var text = Training.Train(Visitors.Make(Rows, Seed), scenario.Trees, scenario.Parameters);
            File.WriteAllBytes(path + ".new", text);
            File.Move(path + ".new", path, overwrite: true);
        }

        return File.ReadAllBytes(path);
    }
}
