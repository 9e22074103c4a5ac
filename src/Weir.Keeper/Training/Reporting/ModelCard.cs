using System.Globalization;
using System.Text;

namespace Weir.Keeper.Training.Reporting;

/// <summary>
/// The report as Markdown, for the repository: what the model is, and how it did on what it never saw.
/// </summary>
internal static class ModelCard
{
    public static string Write(ReportData data)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            # Model card

            Made by `weir train`; do not edit. {{data.Trees}} trees over {{data.Features}} features
            ([features.md](features.md)), seed {{data.Seed}}. Evaluated by: {{data.Evaluator}}.

            **What it says.** 1 (certainly automated) to 99 (certainly human) for one request, from what
            its connection, its headers and its address's recent requests show. Below 30 a visitor is taken
            for a bot.

            **What it was trained on.** Requests that real programs made to a site on one machine
            (`lab/README.md`). Persons are represented by browsers with windows that were driven by mouse and
            keyboard events, and by header orders and ClientHellos of real browser versions put together
            again. No real person's traffic is in it, so figures about persons are figures about these
            stand-ins.

            **How it was judged.** Each family of programs, and each browser version, by a model that was
            trained without it, and then calibrated on such judgements. Chromium with windows was judged by a
            model that saw nothing of that build, driven ones included, and the newest Safari by one without
            what copies it. Of Firefox there is one version: it, and browsers behind an intercepting proxy,
            were left out in parts by session. Heuristics count as they do in the gateway. Weights and
            settings were chosen with these figures in sight, and no further rows were held back: on traffic
            that nobody has seen yet, expect less.

            ## Bars

            | what | goal | measured | met |
            |---|---|---|---|

            """);
        foreach (var bar in data.Bars)
        {
            var met = bar.Met is { } known ? known ? "yes" : "**no**" : Bars.NotMeasured;
            text.Append(
                CultureInfo.InvariantCulture, $"| {bar.Name} | {bar.Goal} | {bar.Measured} | {met} |\n");
        }

        Groups(text, "Persons, each version left out", [.. data.Families.Where(static f => f.Person)]);
        Groups(text, "Bots, each family left out", [.. data.Families.Where(static f => !f.Person)]);
        Groups(text, "Segments", data.Segments);
        foreach (var missing in data.NotMeasured)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {missing} | | | {Bars.NotMeasured} | | | | |\n");
        }

        Heuristics(text, data.Heuristics);
        Singles(text, data);
        return text.ToString();
    }

    private static void Groups(StringBuilder text, string title, IReadOnlyList<GroupFigures> groups)
    {
        text.Append(CultureInfo.InvariantCulture, $"""

            ## {title}

            | group | sessions | requests | first below 30 | from the eleventh | all | median | by heuristic |
            |---|---|---|---|---|---|---|---|

            """);
        foreach (var group in groups)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {group.Name} | {group.Sessions} | {group.Requests} | {Bars.Percent(group.LowFirst)} "
                + $"| {Bars.Percent(group.LowLater)} | {Bars.Percent(group.Low)} | {group.Median} "
                + $"| {Bars.Percent(group.ByHeuristic)} |\n");
        }
    }

    private static void Heuristics(StringBuilder text, IReadOnlyList<HeuristicFigures> heuristics)
    {
        text.Append("""

            ## Heuristics

            Requests that a heuristic decided (score 1). Coherent: libraries that were given a browser's
            headers in a browser's order.

            | heuristic | bots | persons | coherent | which of these |
            |---|---|---|---|---|

            """);
        foreach (var one in heuristics)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {one.Id} | {one.Bots} | {one.Persons} | {one.Coherent} | {one.Families} |\n");
        }
    }

    private static void Singles(StringBuilder text, ReportData data)
    {
        text.Append(CultureInfo.InvariantCulture, $"""

            ## Features

            Area under the curve of all: {Number(data.Auc)}; without what the user agent says:
            {Number(data.AucWithoutAgent)}. Each feature alone, and its mean effect on the log odds:

            | feature | area alone | effect |
            |---|---|---|

            """);
        var effects = data.Effects.ToDictionary(static e => e.Name, static e => e.Effect);
        foreach (var single in data.Single)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {single.Name} | {Number(single.Auc)} "
                + $"| {effects.GetValueOrDefault(single.Name):0.000} |\n");
        }
    }

    private static string Number(double? value) =>
        value?.ToString("0.000", CultureInfo.InvariantCulture) ?? Bars.NotMeasured;
}
