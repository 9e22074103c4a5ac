namespace Weir.Bench.Scoring.Golden;

/// <summary>One model of the golden set: how it is trained.</summary>
/// <param name="Name">Of its files.</param>
/// <param name="Trees">Iterations at most.</param>
/// <param name="Parameters">As LightGBM has them.</param>
internal sealed record GoldenCase(string Name, int Trees, string Parameters)
{
    private const string Small = "min_data_in_leaf=5 min_data_in_bin=1 cat_smooth=1 cat_l2=1 num_threads=1";
    private const string Categories = "categorical_feature=6,7";

    public static IReadOnlyList<GoldenCase> All { get; } =
    [
        new("missing", 24, $"{Small} num_leaves=15"),
        new("zero-as-missing", 24, $"{Small} num_leaves=15 zero_as_missing=true"),
        new("no-missing", 24, $"{Small} num_leaves=15 use_missing=false"),
        new("categories", 24, $"{Small} num_leaves=15 {Categories} max_cat_to_onehot=1"),
        new("one-hot", 16, $"{Small} num_leaves=15 {Categories} max_cat_to_onehot=64"),
        new("full", 21, $"{Small} num_leaves=32"),
        new("wide", 8, $"{Small} num_leaves=64"),
        new("deep", 3, $"{Small} num_leaves=200"),
        new("stump", 3, "min_data_in_leaf=1000000 num_threads=1"),
    ];
}
