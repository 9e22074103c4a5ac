using CsCheck;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Decisions.Tests.Signals.Traffic;

namespace Weir.Decisions.Tests.Scoring;

public sealed class TrafficShiftTests
{
    private static readonly Gen<TrafficRow> AnyRow =
        from ratio in Gen.OneOf(Gen.Float, Gen.Float[0, 1])
        from requests in Gen.OneOf(Gen.Double, Gen.Double[0, 1_000])
        from addresses in Gen.OneOf(Gen.Double, Gen.Double[0, 40])
        select Rows.Row("a", ratio, requests, addresses);

    [Fact]
    public void Apply_ToAnything_IsNeverMoreThanTenPointsDown_AndInRange() =>
        Gen.Select(Gen.Int[1, 99], AnyRow, Gen.OneOf(Gen.Double, Gen.Double[0, 1])).Sample((score, row, w) =>
        {
            var shifted = TrafficShift.Apply(score, row, w);
            return shifted is >= 1 and <= 99 && shifted <= score
                && score - shifted <= Limits.TrafficPoints;
        });

    [Fact]
    public void Apply_OfAHigherRatio_MoreSupportOrWeight_IsNeverHigher() =>
        Gen.Select(Support, Support, Gen.Int[1, 99]).Sample((a, b, score) =>
        {
            var less = TrafficShift.Apply(score, Row(a, b, Math.Min), Math.Min(a.W, b.W));
            var more = TrafficShift.Apply(score, Row(a, b, Math.Max), Math.Max(a.W, b.W));
            return more <= less;
        });

    [Fact]
    public void Apply_KeepsTheOrderOfScores() =>
        Gen.Select(Gen.Int[1, 98], AnyRow).Sample((score, row) =>
            TrafficShift.Apply(score, row, 1) <= TrafficShift.Apply(score + 1, row, 1));

    [Theory]
    [InlineData(0.1f, 10_000, 1_000, 1, 0)]
    [InlineData(0.5f, 10_000, 1_000, 1, 5)]
    [InlineData(0.9f, 10_000, 1_000, 1, 10)]
    [InlineData(1f, 10_000, 1_000, 1, 10)]
    [InlineData(1f, 10_000, 1_000, 0.5, 5)]
    [InlineData(1f, 10_000, 1_000, 0, 0)]
    [InlineData(1f, 50, 1_000, 1, 0)]
    [InlineData(1f, 1_000_000, 2, 1, 0)]
    [InlineData(float.NaN, 10_000, 1_000, 1, 0)]
    public void Apply_CountsOnlyWhatIsBorneOut(
        float ratio, double requests, double addresses, double weight, int points) =>
        Assert.Equal(
            80 - points, TrafficShift.Apply(80, Rows.Row("a", ratio, requests, addresses), weight));

    private static Gen<(double Ratio, double Requests, double Addresses, double W)> Support =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1_000], Gen.Double[0, 40], Gen.Double[0, 1]);

    private static TrafficRow Row(
        (double Ratio, double Requests, double Addresses, double W) a,
        (double Ratio, double Requests, double Addresses, double W) b,
        Func<double, double, double> of) =>
        Rows.Row("a", (float)of(a.Ratio, b.Ratio), of(a.Requests, b.Requests), of(a.Addresses, b.Addresses));
}
