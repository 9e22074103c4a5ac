namespace Weir.Keeper.Training.Reporting;

/// <summary>Area under the receiver operating characteristic.</summary>
internal static class Auc
{
    /// <param name="samples">Scores, higher for persons, with whether it is one. Weights above 0.</param>
    /// <returns>
    /// The chance that a person scores above a bot, ties counted half (Mann and Whitney, 1947); null where
    /// one of the two is absent.
    /// </returns>
    public static double? Of(IEnumerable<(double Score, bool Person, double Weight)> samples)
    {
        double persons = 0, bots = 0, below = 0, wins = 0;
        foreach (var tie in samples.GroupBy(s => s.Score).OrderBy(g => g.Key))
        {
            var tiedPersons = tie.Where(s => s.Person).Sum(s => s.Weight);
            var tiedBots = tie.Where(s => !s.Person).Sum(s => s.Weight);
            wins += tiedPersons * (below + (tiedBots / 2));
            below += tiedBots;
            persons += tiedPersons;
            bots += tiedBots;
        }

        return persons > 0 && bots > 0 ? wins / (persons * bots) : null;
    }
}
