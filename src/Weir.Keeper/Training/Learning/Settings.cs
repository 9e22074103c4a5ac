using System.Globalization;
using Weir.Decisions.Features;

namespace Weir.Keeper.Training.Learning;

/// <summary>How trees are grown. Everything that chance or threads could change is fixed.</summary>
public sealed record Settings
{
    public int Seed { get; init; } = 7;

    public int Rounds { get; init; } = 200;

    public int Leaves { get; init; } = 31;

    public double LearningRate { get; init; } = 0.05;

    public int LeastRowsInLeaf { get; init; } = 30;

    /// <summary>Results depend on it, so it is a setting and never the machine's number of cores.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Features whose effect has a known sign: 1 where more of it speaks for a person.</summary>
    private static readonly Dictionary<string, int> Signs = new(StringComparer.Ordinal)
    {
        ["coherence_failed_share"] = -1,
        ["header_order"] = 1,
        ["header_order_breaks"] = -1,
        ["headers_absent"] = -1,
        ["headers_unexpected"] = -1,
        ["ip_rate_10s"] = -1,
        ["ip_rate_1m"] = -1,
        ["ip_rate_10m"] = -1,
        ["prefix_rate_1m"] = -1,
        ["ip_agents_10m"] = -1,
    };

    /// <summary>In LightGBM's own spelling ("Parameters" of its documentation).</summary>
    public string Parameters(IReadOnlyList<Feature> features)
    {
        var categories = features.Index().Where(static f => f.Item.Type == FeatureType.Category)
            .Select(static f => f.Index);
        var signs = features.Select(f => Signs.GetValueOrDefault(f.Name));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"objective=binary num_leaves={Leaves} learning_rate={LearningRate} "
            + $"min_data_in_leaf={LeastRowsInLeaf} feature_fraction=0.7 bagging_fraction=0.8 bagging_freq=1 "
            + $"lambda_l2=2 max_bin=63 min_gain_to_split=0.01 cat_smooth=20 cat_l2=10 max_cat_threshold=16 "
            + $"max_cat_to_onehot=4 deterministic=true force_row_wise=true num_threads={Threads} seed={Seed} "
            + $"boost_from_average=false verbosity=-1 categorical_feature={string.Join(',', categories)} "
            + $"monotone_constraints={string.Join(',', signs)}");
    }
}
