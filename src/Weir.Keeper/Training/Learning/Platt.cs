namespace Weir.Keeper.Training.Learning;

/// <summary>
/// A logistic curve from raw scores to the chance of a person (Platt, 1999), fitted by Newton's method with
/// backtracking as Lin, Lin and Weng describe it (2007). Two numbers, so that few samples do not bend it.
/// </summary>
/// <param name="Slope">At least a little above 0: the curve rises.</param>
/// <param name="Offset">Log odds at a raw score of 0.</param>
internal readonly record struct Platt(double Slope, double Offset)
{
    private const int MostSteps = 100;
    private const double LeastSlope = 1e-3;

    public double Probability(double raw) => 1 / (1 + Math.Exp(-((Slope * raw) + Offset)));

    /// <summary>The raw score at which the chance is the given one.</summary>
    public double Raw(double probability) => (Math.Log(probability / (1 - probability)) - Offset) / Slope;

    /// <param name="samples">Raw scores with what they turned out to be; weights above 0.</param>
    public static Platt Fit(IReadOnlyList<(double Raw, bool Person, double Weight)> samples)
    {
        var (slope, offset) = (1d, 0d);
        var loss = Loss(samples, slope, offset);
        for (var step = 0; step < MostSteps; step++)
        {
            var (down, across) = Direction(samples, slope, offset);
            var size = 1d;
            while (size > 1e-10 && Loss(samples, slope + (size * down), offset + (size * across)) >= loss)
            {
                size /= 2;
            }

            if (size <= 1e-10)
            {
                break;
            }

            (slope, offset) = (slope + (size * down), offset + (size * across));
            loss = Loss(samples, slope, offset);
        }

        return new Platt(Math.Max(LeastSlope, slope), offset);
    }

    private static (double Slope, double Offset) Direction(
        IReadOnlyList<(double Raw, bool Person, double Weight)> samples, double slope, double offset)
    {
        // A little is added to the diagonal, so that samples of one kind only still have a direction.
        double h11 = 1e-9, h22 = 1e-9, h21 = 0, g1 = 0, g2 = 0;
        foreach (var (raw, person, weight) in samples)
        {
            var p = 1 / (1 + Math.Exp(-((slope * raw) + offset)));
            var curve = weight * p * (1 - p);
            h11 += raw * raw * curve;
            h22 += curve;
            h21 += raw * curve;
            var error = weight * (p - (person ? 1 : 0));
            g1 += raw * error;
            g2 += error;
        }

        var determinant = (h11 * h22) - (h21 * h21);
        return (-((h22 * g1) - (h21 * g2)) / determinant, -((h11 * g2) - (h21 * g1)) / determinant);
    }

    private static double Loss(
        IReadOnlyList<(double Raw, bool Person, double Weight)> samples, double slope, double offset)
    {
        var loss = 0d;
        foreach (var (raw, person, weight) in samples)
        {
            var z = (slope * raw) + offset;
            loss += weight * (Math.Max(z, 0) - (person ? z : 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))));
        }

        return loss;
    }
}
