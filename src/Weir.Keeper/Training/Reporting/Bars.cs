using System.Globalization;
using Weir.Keeper.Training.Rows;

namespace Weir.Keeper.Training.Reporting;

/// <summary>
/// The bars that a model is held to, each measured on groups that were left out of training.
/// </summary>
internal static class Bars
{
    public const string NotMeasured = "not measured";

    private const double MostSingleAuc = 0.9;
    private const double MostAgentLoss = 0.05;
    private const int MostResumedDifference = 5;
    private const int NewestSafari = 17;

    // Programs whose TLS is a real browser's, driven or copied: for them the bars on own TLS say nothing.
    private static readonly string[] BrowserTls =
    [
        "playwright", "patchright", "puppeteer", "rebrowser", "stealth", "firefox", "chromium",
        "chromedriver",
        "impit", "wreq", "got-scraping",
    ];

    /// <param name="judged">Every row, judged by a model that never saw its group.</param>
    /// <param name="known">The newest browsers by models that have met the programs which drive them.</param>
    /// <param name="auc">Of all rows, and of a model without what the user agent says.</param>
    /// <param name="single">Of each feature alone.</param>
    /// <param name="reasons">Why a feature may be above the bar, by its name.</param>
    public static List<Bar> Measure(
        IReadOnlyList<Judgement> judged, IReadOnlyList<Judgement> known,
        (double? All, double? WithoutAgent) auc,
        IReadOnlyList<AucFigure> single, IReadOnlyDictionary<string, string> reasons)
    {
        var own = judged.Where(static j => IsOwnTls(j.Row.Label)).ToList();
        var incoherent = own.Where(static j => j.Row.Label.Headers is "default" or "agent" or "wrong")
            .ToList();
        var newer = judged.Where(static j => j.Row.Label is { Person: true, Segment: "" } label
            && label.Protocol is not ("plain" or "h2c") && IsNewest(label)).ToList();
        return
        [
            AtLeast("own TLS, incoherent headers, first request below 30", 0.95,
                GroupFigures.Of("", incoherent)?.LowFirst),
            AtLeast("own TLS, incoherent headers, from the eleventh request on below 30", 0.99,
                GroupFigures.Of("", incoherent)?.LowLater),
            NeverHeuristic(own.Where(static j => j.Row.Label.IsDressed)),
            AtMost("persons with browsers newer than training, below 30", 0.02,
                GroupFigures.Of("", newer)?.Low),
            Median("persons with browsers newer than training, median", 60,
                GroupFigures.Of("", newer)?.Median),
            AtMost("the same where training has met programs that drive or copy them, below 30", 0.02,
                GroupFigures.Of("", known)?.Low),
            Median("the same, median", 60, GroupFigures.Of("", known)?.Median),
            Resumed(judged),
            AgentLoss(auc),
            Single(single, reasons),
            Absence("persons, low only because TLS and HTTP/2 tell nothing", judged.Where(static j =>
                j.Row.Label.Person && j.Row.Label.Protocol is not ("plain" or "h2c")),
                static j => j.LowByAbsence),
            Absence("persons through an intercepting proxy, below 30", judged.Where(static j =>
                j.Row.Label is { Person: true, Segment: SessionLabel.Intercepted }), static j => j.Low),
        ];
    }

    /// <summary>Judged by models that saw older versions of the same engine only.</summary>
    private static bool IsNewest(SessionLabel label) => label.Family == "chromium-window"
        || (label.Family == "safari-published" && label.Version >= NewestSafari);

    private static bool IsOwnTls(SessionLabel label) => !label.Person
        && label.Protocol is not ("plain" or "h2c")
        && !BrowserTls.Any(b => label.Family.StartsWith(b, StringComparison.Ordinal));

    private static Bar AtLeast(string name, double goal, double? measured) =>
        new(name, $"at least {Percent(goal)}", Percent(measured), measured is { } m ? m >= goal : null);

    private static Bar AtMost(string name, double goal, double? measured) =>
        new(name, $"at most {Percent(goal)}", Percent(measured), measured is { } m ? m <= goal : null);

    private static Bar Median(string name, int goal, int? measured) =>
        new(name, $"at least {goal}", measured?.ToString(CultureInfo.InvariantCulture) ?? NotMeasured,
            measured is { } m ? m >= goal : null);

    private static Bar NeverHeuristic(IEnumerable<Judgement> rows)
    {
        var some = rows.ToList();
        var hit = some.Count(static j => j.Row.Heuristic is not null);
        return new(
            "own TLS, fully coherent browser headers, a heuristic's 1", "never",
            some.Count == 0 ? NotMeasured : $"{hit} of {some.Count}", some.Count == 0 ? null : hit == 0);
    }

    private static Bar Absence(string name, IEnumerable<Judgement> rows, Func<Judgement, bool> isLow)
    {
        var some = rows.ToList();
        var low = some.Count(isLow);
        var whose = string.Join(", ", some.Where(isLow)
            .CountBy(static j => j.Row.Label.Group)
            .OrderByDescending(static g => g.Value)
            .Select(static g => $"{g.Key}: {g.Value}"));
        return new(
            name, "none",
            some.Count == 0 ? NotMeasured : $"{low} of {some.Count}{(low == 0 ? "" : $" ({whose})")}",
            some.Count == 0 ? null : low == 0);
    }

    private static Bar Resumed(IReadOnlyList<Judgement> judged)
    {
        const string Name = "resumed TLS sessions score as fresh ones";
        var goal = $"medians within {MostResumedDifference} points";
        var persons = judged.Where(static j => j.Row.Label is { Person: true, Segment: "" }
            && j.Row.Label.Protocol is not ("plain" or "h2c")).ToList();
        var fresh = GroupFigures.Of("", persons.Where(static j => !j.Row.Resumed));
        var resumed = GroupFigures.Of("", persons.Where(static j => j.Row.Resumed));
        return fresh is { } a && resumed is { } b
            ? new(Name, goal,
                $"{b.Median} against {a.Median}; below 30: {Percent(b.Low)} against {Percent(a.Low)}",
                Math.Abs(a.Median - b.Median) <= MostResumedDifference)
            : new(Name, goal, NotMeasured, null);
    }

    private static Bar AgentLoss((double? All, double? WithoutAgent) auc)
    {
        const string Name = "area lost without what the user agent says";
        var goal = $"at most {MostAgentLoss.ToString(CultureInfo.InvariantCulture)}";
        return auc is { All: { } all, WithoutAgent: { } without }
            ? new(Name, goal,
                string.Create(
                    CultureInfo.InvariantCulture, $"{all - without:0.000} ({all:0.000}, {without:0.000})"),
                all - without <= MostAgentLoss)
            : new(Name, goal, NotMeasured, null);
    }

    private static Bar Single(
        IReadOnlyList<AucFigure> single, IReadOnlyDictionary<string, string> reasons)
    {
        var high = single.Where(static s => s.Auc > MostSingleAuc).ToList();
        var unexplained = high.Where(s => !reasons.ContainsKey(s.Name)).ToList();
        return new(
            "no single feature above an area of 0.9 without a written reason", "none",
            high.Count == 0 ? "none above"
                : unexplained.Count == 0 ? $"{high.Count} above, each with its reason"
                : $"{string.Join(", ", unexplained.Select(static s => s.Name))} without one",
            unexplained.Count == 0);
    }

    public static string Percent(double? share) =>
        share is { } s ? (s * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %" : NotMeasured;
}
