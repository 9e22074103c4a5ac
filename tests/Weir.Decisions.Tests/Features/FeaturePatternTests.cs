using Weir.Decisions.Features;
using Weir.Decisions.Signals.Catalogue;

namespace Weir.Decisions.Tests.Features;

/// <summary>What the patterns of one set may take together, each of them within its own bounds.</summary>
public sealed class FeaturePatternTests
{
    /// <summary>Of a gateway that is given a bundle: more than this would be felt by its visitors.</summary>
    private const long Most = 100L * 1024 * 1024;

    [Fact]
    public void Append_ManyPatternsThatEachKeepTheirBounds_IsRefusedBeforeTheyTakeMuch()
    {
        // 7 KB of text that took 850 MB.
        var features = Enumerable.Range(0, 60).Select(static f => Matching(
            $"feature_{f}",
            [.. Enumerable.Range(0, 20).Select(p => $@"(\w{{1,5}}\s?){{4}}z{(char)('A' + (f % 26))}{p}J$")]));
        var set = Empty();
        FeatureDefinition[] definitions = [.. features];

        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Refused(set, definitions);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(FeatureRefusalReason.BadExpression, refusal.Reason);
        Assert.Contains("(limit FeaturePattern", refusal.Detail, StringComparison.Ordinal);
        Assert.StartsWith("feature_", refusal.Culprit, StringComparison.Ordinal);
        Assert.True(taken < Most, $"{taken} bytes");
        Assert.Equal(0, set.Count);
    }

    [Theory]
    [InlineData(@"^(?:\w{0,8}\s?){9}q$")]
    [InlineData(@"[qrs]{64}[^q]{64}[^q]{64}[^q]{64}(?:.{0,10}a){8}$")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%&")]
    [InlineData(@"(?i)\p{Lu}\p{Ll}\p{Lt}\p{Lm}\p{Lo}\p{Mn}\p{Mc}\p{Me}\p{Nd}\p{Nl}\p{Zs}\p{Zl}\p{Cc}")]
    public void Append_PatternsThatAreDearEach_TakesNoMoreThanOneOfThemBeyond(string pattern)
    {
        FeatureDefinition[] definitions =
            [.. Enumerable.Range(0, 200).Select(f => Matching($"feature_{f}", [pattern]))];

        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(Empty(), definitions);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(taken < Most, $"{taken} bytes");
    }

    [Fact]
    public void Append_OnePatternMoreThanFits_IsRefusedByFeatureAndLimit()
    {
        var set = Empty();
        var most = Enumerable.Range(0, Limits.FeaturePatterns).Select(static i => $"a{i}").ToArray();
        Appended(set, Matching("kept", most));

        var refusal = Refused(set, Matching("culprit", ["b"]));

        Assert.Equal((FeatureRefusalReason.BadExpression, "culprit"), (refusal.Reason, refusal.Culprit));
        Assert.Contains(
            "the patterns of a feature set are more than 32 (limit FeaturePatterns)", refusal.Detail,
            StringComparison.Ordinal);
        Assert.Equal(1, set.Count);
    }

    [Fact]
    public void Append_ThatIsRefused_TakesNothingOfWhatLaterPatternsMay()
    {
        var set = Empty();
        var half = Enumerable.Range(0, Limits.FeaturePatterns / 2).Select(static i => $"a{i}").ToArray();
        Appended(set, Matching("kept", half));
        for (var i = 0; i < 3; i++)
        {
            Refused(set, Matching("gone", half), Matching("", half));
        }

        Assert.Equal(2, Appended(set, Matching("fits", half)));
    }

    private static FeatureDefinition Matching(string name, string[] patterns) => new(
        name, FeatureType.Bool,
        string.Join(" or ", patterns.Select(static p => $"agent.family matches r\"{p}\"")));

    private static FeatureSet Empty() => new(RequestFields.All.Catalogue);

    private static int Appended(FeatureSet set, params FeatureDefinition[] definitions)
    {
        Assert.True(set.AppendWithNames(definitions).Try(out var count, out var refusal), $"{refusal}");
        return count;
    }

    private static FeatureRefusal Refused(FeatureSet set, params FeatureDefinition[] definitions)
    {
        Assert.False(set.AppendWithNames(definitions).Try(out _, out var refusal));
        return refusal;
    }
}
