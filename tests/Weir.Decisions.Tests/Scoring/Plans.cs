using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Windows;
using Weir.Decisions.Tests.Model;

namespace Weir.Decisions.Tests.Scoring;

/// <summary>Small plans whose features and models tests choose.</summary>
internal static class Plans
{
    public static readonly FeatureDefinition[] Two =
    [
        new("header_count", FeatureType.F32, "headers.count"),
        new("ip_rate", FeatureType.F32, """count("ip", "1m")"""),
    ];

    public static TrafficWindows Windows() => new(1, new WindowSizes(64, 64, 64, 64));

    public static ScoringPlan Plan()
    {
        var made = ScoringPlan.Create(Two, ModelOf("header_count", "ip_rate"));
        Assert.True(made.Try(out var plan, out var fault), fault.Detail);
        return plan;
    }

    public static ScoringModel ModelOf(params string[] inputs)
    {
        var tree = inputs.Length > 1 ? Drafts.Tree : Drafts.Comb(3);
        var made = TreeEnsemble.Create(new EnsembleDraft([.. inputs], [tree, tree]));
        Assert.True(made.Try(out var trees, out var error), error.Text());
        return new ScoringModel(trees, Drafts.Calibration);
    }
}
