namespace Weir.Bench.Scoring.Ground;

/// <summary>A size of model, and how many times faster than LightGBM it is meant to be scored.</summary>
internal sealed record Scenario(int Trees, int Leaves, double? Avx2Goal, double? Avx512Goal)
{
    public static IReadOnlyList<Scenario> All { get; } = [new(500, 31, 12, 18), new(200, 64, null, null)];

    public string Name => $"{Trees}x{Leaves}";

    public string Parameters =>
        $"num_leaves={Leaves} max_bin=255 min_data_in_leaf=50 feature_fraction=0.8 bagging_fraction=0.8 "
        + "bagging_freq=1 num_threads=2";
}
