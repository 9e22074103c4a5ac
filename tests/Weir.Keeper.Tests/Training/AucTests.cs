using CsCheck;
using Weir.Keeper.Training.Reporting;

namespace Weir.Keeper.Tests.Training;

public sealed class AucTests
{
    private static readonly Gen<(int Score, bool Person, double Weight)[]> Samples =
        Gen.Select(Gen.Int[0, 9], Gen.Bool, Gen.Double[0.1, 3]).Array[1, 40];

    [Fact]
    public void Area_IsTheShareOfPairsInOrder() => Samples.Sample(samples =>
    {
        double wins = 0, pairs = 0;
        foreach (var person in samples.Where(static s => s.Person))
        {
            foreach (var bot in samples.Where(static s => !s.Person))
            {
                var weight = person.Weight * bot.Weight;
                pairs += weight;
                wins += weight * (person.Score > bot.Score ? 1 : person.Score == bot.Score ? 0.5 : 0);
            }
        }

        var area = Auc.Of(samples.Select(static s => ((double)s.Score, s.Person, s.Weight)));
        if (pairs == 0)
        {
            Assert.Null(area);
        }
        else
        {
            Assert.Equal(wins / pairs, area ?? double.NaN, 9);
        }
    });
}
