using Weir.Keeper.Training.Rows;

namespace Weir.Keeper.Training.Reporting;

/// <summary>Groups of rows that are reported apart from their families.</summary>
internal static class Segments
{
    private static readonly (string Name, Func<Judgement, bool> Holds)[] All =
    [
        ("persons, plain HTTP", static j => j.Row.Label.Person && j.Row.Label.Protocol is "plain" or "h2c"),
        ("persons, TLS session fresh", static j =>
            j.Row.Label is { Person: true, Segment: "" } && !j.Row.Resumed
            && j.Row.Label.Protocol is not ("plain" or "h2c")),
        ("persons, TLS session resumed", static j => j.Row.Label.Person && j.Row.Resumed),
        ("persons through an intercepting proxy", static j =>
            j.Row.Label is { Person: true, Segment: SessionLabel.Intercepted }),
        ("programs with their own headers", static j =>
            !j.Row.Label.Person && j.Row.Label.Headers == "default"),
        ("programs with a browser's user agent", static j =>
            !j.Row.Label.Person && j.Row.Label.Headers == "agent"),
        ("programs with a browser's headers, order wrong", static j =>
            !j.Row.Label.Person && j.Row.Label.Headers == "wrong"),
        ("programs with a browser's headers, order right", static j =>
            !j.Row.Label.Person && j.Row.Label.Headers == "right"),
    ];

    public static List<GroupFigures> Measure(IReadOnlyList<Judgement> judged, List<string> notMeasured)
    {
        var found = new List<GroupFigures>();
        foreach (var (name, holds) in All)
        {
            if (GroupFigures.Of(name, judged.Where(holds)) is { } figures)
            {
                found.Add(figures);
            }
            else
            {
                notMeasured.Add(name);
            }
        }

        return found;
    }
}
