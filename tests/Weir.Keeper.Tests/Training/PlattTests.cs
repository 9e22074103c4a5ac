using CsCheck;
using Weir.Decisions.Model;
using Weir.Keeper.Training.Learning;

namespace Weir.Keeper.Tests.Training;

public sealed class PlattTests
{
    [Fact]
    public void ACurveIsFoundAgain_FromWhatItMakesLikely() =>
        Gen.Select(Gen.Double[0.2, 3], Gen.Double[-2, 2]).Sample((slope, offset) =>
        {
            var curve = new Platt(slope, offset);

            // Each raw score once as a person and once as a bot, weighted by how likely that is.
            var samples = Enumerable.Range(-40, 81).Select(static i => i / 10d).SelectMany(
                raw => new (double, bool, double)[]
                {
                    (raw, true, curve.Probability(raw)), (raw, false, 1 - curve.Probability(raw)),
                }).ToList();
            var found = Platt.Fit(samples);

            Assert.InRange(found.Slope - slope, -1e-4, 1e-4);
            Assert.InRange(found.Offset - offset, -1e-4, 1e-4);
        });

    [Fact]
    public void Raw_IsTheWayBack() =>
        Assert.Equal(0.3, new Platt(1.5, -0.4).Probability(new Platt(1.5, -0.4).Raw(0.3)), 12);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OneKindAlone_StillGivesARisingCurve(bool person)
    {
        var found = Platt.Fit([(-1, person, 1), (0, person, 1), (2, person, 1)]);

        Assert.True(found.Slope > 0 && double.IsFinite(found.Offset));
    }

    [Fact]
    public void ATableOfTheCurve_SaysTheSame()
    {
        var curve = new Platt(0.8, 0.3);
        Assert.True(Curve.Of(curve).Try(out var table, out _));

        for (var raw = -6d; raw < 6; raw += 0.01)
        {
            Assert.InRange(table.Score(new RawScore(raw)) - (100 * curve.Probability(raw)), -1.01, 1.01);
        }
    }
}
