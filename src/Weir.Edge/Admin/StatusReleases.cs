using System.Collections.Immutable;
using System.Globalization;
using Weir.Edge.Releasing;
using Weir.Edge.Watching;
using Weir.Releases;
using Weir.Releases.Lifecycle;

namespace Weir.Edge.Admin;

/// <summary>What the status page shows of releases, alarms, holds, switches and the keeper.</summary>
internal static class StatusReleases
{
    public static void Write(HtmlText page, ReleaseSources? sources, DateTimeOffset now)
    {
        if (sources?.Desk?.State is not { } state)
        {
            return;
        }

        Alarms(page, sources.Alarms(now), now);
        StatusTables.Begin(
            page, "Releases", "Layer", "Active", "Made", "Proven last", "Candidate", "Waiting");
        foreach (var layer in LayerNames.All)
        {
            Layer(page, state, layer, now);
        }

        StatusTables.End(page, Keeper(sources.Keeper?.View));
        Holds(page, state, now);
    }

    private static void Alarms(HtmlText page, ImmutableArray<Alarm> alarms, DateTimeOffset now)
    {
        if (alarms.IsEmpty)
        {
            return;
        }

        page.Add($"""<section class="alert" role="alert"><h2>Alarms</h2><ul>""");
        foreach (var alarm in alarms)
        {
            var since = StatusPage.Age(now - alarm.Since);
            page.Add($"<li><b>{alarm.Key}</b>, {alarm.Count} times, first {since} ago: {alarm.Detail}</li>");
        }

        page.Add($"</ul></section>");
    }

    private static void Layer(HtmlText page, DeskState state, Layer layer, DateTimeOffset now)
    {
        var proven = state.Proven is [var newest, ..] && newest.Numbers.TryGetValue(layer, out var number)
            ? number
            : 0;
        var made = state.Made.TryGetValue(layer, out var at) ? $"{StatusPage.Age(now - at)} ago" : "";
        var candidate = state.Candidate is { } proving && proving.Layer == layer
            ? $"{Number(proving.Number)}, {Number(proving.Requests)} of {Number(proving.Needs)} requests"
            : "";
        var waiting = state.Waiting.TryGetValue(layer, out var next) ? Number(next) : "";
        page.Add($"<tr><td>{layer.Name()}</td><td>{Running(layer, state.Active.Number(layer))}</td>");
        page.Add($"<td>{made}</td><td>{Running(layer, proven)}</td>");
        page.Add($"<td>{candidate}</td><td>{waiting}</td></tr>");
    }

    private static void Holds(HtmlText page, DeskState state, DateTimeOffset now)
    {
        if (state.Holds.IsEmpty && state.Switches.IsEmpty)
        {
            return;
        }

        StatusTables.Begin(page, "Held and switched off", "What", "Until (UTC)", "Why");
        foreach (var hold in state.Holds)
        {
            page.Add($"<tr><td>releases of {hold.Layer.Name()}</td>");
            page.Add($"<td>{StatusPage.Moment(hold.Until, now)}</td>");
            page.Add($"<td>{hold.By}: {hold.Why}</td></tr>");
        }

        foreach (var thrown in state.Switches)
        {
            page.Add($"<tr><td><code>{thrown.Target}</code></td>");
            page.Add($"<td>{StatusPage.Moment(thrown.Until, now)}</td>");
            page.Add($"<td>switched off at {StatusPage.Moment(thrown.Since, now)}</td></tr>");
        }

        StatusTables.End(page, null);
    }

    private static string Keeper(KeeperView? keeper) => keeper is null
        ? "No keeper: events are not kept, and no signals are built."
        : $"Keeper: {keeper.State.Name()}, started again {Number(keeper.Restarts)} times, "
            + $"{Number(keeper.Last?.Events ?? 0)} events kept"
            + (keeper.Last is { Detail.Length: > 0 } last ? $"; {last.Kind}: {last.Detail}" : "")
            + (keeper.Problem is { } problem ? $"; {problem}" : "");

    private static string Running(Layer layer, long number) =>
        number > 0 ? Number(number) : layer.Unreleased();

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
