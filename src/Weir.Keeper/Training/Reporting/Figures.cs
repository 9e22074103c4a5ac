namespace Weir.Keeper.Training.Reporting;

/// <summary>What one group of rows came out as.</summary>
/// <param name="Name">Family, version or segment.</param>
/// <param name="Person">Whether they stand for persons.</param>
/// <param name="Sessions">How many.</param>
/// <param name="Requests">How many.</param>
/// <param name="LowFirst">Share of first requests below 30; null without any.</param>
/// <param name="LowLater">Share of requests from the eleventh on below 30; null without any.</param>
/// <param name="Low">Share of all requests below 30.</param>
/// <param name="Median">Of the scores.</param>
/// <param name="ByHeuristic">Share that a heuristic decided.</param>
internal sealed record GroupFigures(
    string Name, bool Person, int Sessions, int Requests, double? LowFirst, double? LowLater, double Low,
    int Median, double ByHeuristic)
{
    private const int LaterFrom = 11;

    public static GroupFigures? Of(string name, IEnumerable<Judgement> judgements)
    {
        var rows = judgements.ToList();
        if (rows.Count == 0)
        {
            return null;
        }

        var scores = rows.Select(static r => r.Score).Order().ToList();
        return new GroupFigures(
            name,
            rows[0].Row.Label.Person,
            rows.Select(static r => r.Row.Label.Session).Distinct().Count(),
            rows.Count,
            Share(rows.Where(static r => r.Row.Turn == 1)),
            Share(rows.Where(static r => r.Row.Turn >= LaterFrom)),
            rows.Average(static r => r.Low ? 1d : 0),
            scores[scores.Count / 2],
            rows.Average(static r => r.Row.Heuristic is null ? 0d : 1));
    }

    private static double? Share(IEnumerable<Judgement> rows)
    {
        var some = rows.ToList();
        return some.Count == 0 ? null : some.Average(static r => r.Low ? 1d : 0);
    }
}

/// <summary>How well one feature alone, or all but some, tell persons from bots.</summary>
internal readonly record struct AucFigure(string Name, double? Auc);

/// <summary>How often one heuristic decided a request.</summary>
/// <param name="Id">Of the heuristic.</param>
/// <param name="Bots">Requests of bots.</param>
/// <param name="Persons">Requests that stand for persons.</param>
/// <param name="Coherent">Requests of programs with a browser's headers in a browser's order.</param>
/// <param name="Families">The families among those, or among persons.</param>
internal readonly record struct HeuristicFigures(
    string Id, int Bots, int Persons, int Coherent, string Families);

/// <summary>A bar that the model is held to, with what was measured.</summary>
/// <param name="Name">What is asked.</param>
/// <param name="Goal">In words.</param>
/// <param name="Measured">In words; <c>not measured</c> where it could not be.</param>
/// <param name="Met">Null where it was not measured.</param>
internal readonly record struct Bar(string Name, string Goal, string Measured, bool? Met);

/// <summary>Everything a report says, before it is written.</summary>
internal sealed record ReportData
{
    public required int Seed { get; init; }

    public required int Trees { get; init; }

    public required int Features { get; init; }

    public required string Evaluator { get; init; }

    public required IReadOnlyList<GroupFigures> Families { get; init; }

    public required IReadOnlyList<GroupFigures> Segments { get; init; }

    /// <summary>How often each heuristic decided, over bots, persons and coherent programs.</summary>
    public required IReadOnlyList<HeuristicFigures> Heuristics { get; init; }

    public required IReadOnlyList<string> NotMeasured { get; init; }

    public required IReadOnlyList<Bar> Bars { get; init; }

    public required double? Auc { get; init; }

    public required double? AucWithoutAgent { get; init; }

    public required IReadOnlyList<AucFigure> Single { get; init; }

    /// <summary>Share of rows by score, 1 to 99, persons and bots.</summary>
    public required IReadOnlyList<double> PersonScores { get; init; }

    public required IReadOnlyList<double> BotScores { get; init; }

    /// <summary>By ten points of score: mean score and share of persons among the weighted rows.</summary>
    public required IReadOnlyList<(double Score, double Share, int Rows)> Reliability { get; init; }

    /// <summary>Mean absolute effect of each feature in log odds, largest first.</summary>
    public required IReadOnlyList<(string Name, double Effect)> Effects { get; init; }
}
