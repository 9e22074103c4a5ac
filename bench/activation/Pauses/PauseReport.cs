using Weir.Bench.Activation.Children;

namespace Weir.Bench.Activation.Pauses;

/// <summary>Windows of what happened beside quiet ones, as tables.</summary>
internal sealed class PauseReport(Sample[] samples, IReadOnlyList<Window> windows)
{
    private const double GoalMilliseconds = 20;

    private static readonly string[] Columns =
    [
        "layer", "in the window", "n", "takes", "p50", "p99", "p99.9", "greatest", "around the swap",
        "GC pauses", "MB allocated", "gen 2", "others busy",
    ];

    private readonly List<WindowFigures> _figures =
        [.. windows.Select(window => window.Measure(samples))];

    public void Print(Options options, double others)
    {
        Console.WriteLine($"""
            # Activation under load, {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC

            {Environment.ProcessorCount} processors, .NET {Environment.Version}; {
                samples.Length:N0} requests, {options.Rate:N0} a second over HTTP/1.1 and {
                options.Rate / 5:N0} over HTTP/2.
            Milliseconds: median over windows (least-greatest). Processors that something else kept busy: {
                others:N2}.

            """);
        Console.WriteLine($"| {string.Join(" | ", Columns)} |");
        Console.WriteLine($"|{string.Concat(Columns.Select(static _ => "---|"))}");
        foreach (var group in _figures.GroupBy(static f => (f.Window.Layer, f.Window.Kind)))
        {
            Row(group.Key.Layer, Text(group.Key.Kind), [.. group]);
        }

        Console.WriteLine();
        var failed = samples.Count(static s => s.Failed);
        Console.WriteLine($"""
            Failed requests: {failed} of {samples.Length:N0}: {
                samples.Count(static s => s.Status == 0)} without an answer, {
                samples.Count(static s => s.Status is not (0 or 200))} with another than the origin's, {
                samples.Count(static s => s is { Status: 200, Failed: true })} after more than a second. {
                Met(failed == 0)}
            Answered without a score: {samples.Count(static s => s is { Status: 200, Scored: false })}.

            """);
        foreach (var layer in _figures.Select(static f => f.Window.Layer).Distinct())
        {
            Added(layer, WindowKind.Activated);
            Added(layer, WindowKind.TakenUp);
        }
    }

    private void Added(string layer, WindowKind kind)
    {
        var (quiet, with) = (Of(layer, WindowKind.Quiet), Of(layer, kind));
        if (quiet.Length > 0 && with.Length > 0)
        {
            var added = with[with.Length / 2] - quiet[quiet.Length / 2];
            Console.WriteLine($"Added pause, {layer} {Text(kind)}: {added:N1} ms; at most {
                GoalMilliseconds:N0}: {Met(added <= GoalMilliseconds)}");
        }
    }

    private double[] Of(string layer, WindowKind kind) =>
    [
        .. _figures.Where(f => f.Window.Layer == layer && f.Window.Kind == kind)
            .Select(static f => f.Greatest).Order(),
    ];

    private static void Row(string layer, string what, WindowFigures[] of)
    {
        string[] cells =
        [
            layer, what, $"{of.Length}", Spread(of, static f => f.Window.Milliseconds, "N0"),
            Spread(of, static f => f.P50, "N2"), Spread(of, static f => f.P99, "N1"),
            Spread(of, static f => f.P999, "N1"), Spread(of, static f => f.Greatest, "N1"),
            of.Any(static f => f.Window.Swapped == 0) ? "-" : Spread(of, static f => f.AroundSwap, "N1"),
            Spread(of, static f => f.Window.GcMilliseconds, "N1"),
            Spread(of, static f => f.Window.Allocated / 1e6, "N0"),
            Spread(of, static f => f.Window.Gen2, "N0"), Spread(of, static f => f.Window.Others, "N2"),
        ];
        Console.WriteLine($"| {string.Join(" | ", cells)} |");
    }

    private static string Spread(WindowFigures[] of, Func<WindowFigures, double> what, string format)
    {
        var sorted = of.Select(what).Order().ToArray();
        return $"{sorted[sorted.Length / 2].ToString(format)} ({sorted[0].ToString(format)}-{
            sorted[^1].ToString(format)})";
    }

    private static string Met(bool met) => met ? "met" : "**missed**";

    private static string Text(WindowKind kind) => kind switch
    {
        WindowKind.Quiet => "quiet",
        WindowKind.Activated => "activated",
        WindowKind.Waiting => "waits: Verify, Validate",
        WindowKind.TakenUp => "its turn: proof, all gates",
        WindowKind.Proven => "proven",
        WindowKind.Unset => "",
        _ => "",
    };
}
