using CsCheck;
using Weir.Decisions.Model;

namespace Weir.Decisions.Tests.Model;

public sealed class CalibrationTests
{
    private static readonly Gen<CalibrationPoint[]> Tables =
        Gen.Select(Gen.Double[-1e6, 1e6].Array[2, 40], Gen.Double[1, 99].Array[40], (raws, scores) =>
        {
            var rising = raws.Distinct().Order().ToArray();
            var sorted = scores.Order().ToArray();
            return rising.Select((raw, i) => new CalibrationPoint(raw, sorted[i])).ToArray();
        }).Where(points => points.Length > 1);

    [Theory]
    [InlineData(-50, 1)]
    [InlineData(-2, 1)]
    [InlineData(-1, 21)]
    [InlineData(0, 40)]
    [InlineData(1.5, 70)]
    [InlineData(3, 99)]
    [InlineData(1e300, 99)]
    public void Scores_LieBetweenTheirPoints(double raw, int score) =>
        Assert.Equal(score, Drafts.Calibration.Score(new RawScore(raw)));

    [Fact]
    public void AStep_IsTwoPointsSideBySide()
    {
        var step = Made([new(0, 10), new(Math.BitIncrement(0d), 90)]);
        Assert.Equal(10, step.Score(new RawScore(0)));
        Assert.Equal(90, step.Score(new RawScore(Math.BitIncrement(0d))));
    }

    [Fact]
    public void Scores_NeverFall_AndStayWithin1To99() =>
        Gen.Select(Tables, Gen.Double[-2e6, 2e6].Array[50]).Sample((points, raws) =>
        {
            var table = Made(points);
            var asked = raws.Concat(points.Select(point => point.Raw))
                .Concat(points.Select(point => Math.BitDecrement(point.Raw)));
            var scores = asked.Order().Select(raw => table.Score(new RawScore(raw))).ToArray();
            Assert.Equal(scores.Order(), scores);
            Assert.All(scores, score => Assert.InRange(score, 1, 99));
        }, iter: 300, threads: 1);

    [Fact]
    public void Refuses_WhatIsNoTable()
    {
        Refused(ModelFault.TooFewPoints, 1, new CalibrationPoint(0, 50));
        Refused(ModelFault.PointNotFinite, 1, new(0, 50), new(double.NaN, 50));
        Refused(ModelFault.PointNotFinite, 0, new(0, double.PositiveInfinity), new(1, 50));
        Refused(ModelFault.PointOutOfRange, 0, new(0, 0.99), new(1, 50));
        Refused(ModelFault.PointOutOfRange, 1, new(0, 1), new(1, 99.01));
        Refused(ModelFault.PointOutOfRange, 1, new(0, 1), new(1.1e6, 99));
        Refused(ModelFault.PointsNotSorted, 1, new(0, 10), new(0, 20));
        Refused(ModelFault.PointsNotSorted, 2, new(0, 10), new(1, 20), new(2, 19));
        Refused(ModelFault.TooManyPoints, 1_025,
            [.. Enumerable.Range(0, 1_025).Select(i => new CalibrationPoint(i, 50))]);
    }

    private static Calibration Made(CalibrationPoint[] points) => Calibration.Create(points)
        .Match(made => made, error => throw new InvalidDataException(error.Text()));

    private static void Refused(ModelFault fault, int found, params CalibrationPoint[] points)
    {
        Assert.False(Calibration.Create(points).Try(out _, out var error));
        Assert.Equal((fault, found), (error.Fault, error.Found));
    }
}
