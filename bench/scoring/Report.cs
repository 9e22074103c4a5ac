using System.Globalization;
using Weir.Bench.Scoring.Complete;
using Weir.Bench.Scoring.Ground;
using Weir.Bench.Scoring.Measuring;

namespace Weir.Bench.Scoring;

/// <summary>Tables for people and for pasting; a goal that is missed stands in bold.</summary>
internal sealed class Report(TextWriter to, Options options)
{
    private const double MedianGoal = 8;
    private const double P99Goal = 20;
    private const double BytesGoal = 128;

    public void WriteHead()
    {
        Line($"# Scoring bench, {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC");
        Line($"");
        Line($"{Machine.Describe()}.");
        Line($"");
        Line($"One thread, {options.Rows} rows of {Visitors.Features} features, {options.Rounds} rounds.");
        Line($"Figures are medians (least-greatest); ratios are made within a round first.");
        var clock = ThreadClock.IsOwn ? "the thread's own" : "elapsed";
        Line($"ns/row is {clock} time; p50 and p99 are elapsed.");
    }

    public void Write(Scenario scenario, string choice, IReadOnlyList<Outcome> outcomes)
    {
        Line($"");
        Line($"## {scenario.Trees} trees x {scenario.Leaves} leaves");
        Line($"");
        Line($"The gateway would run {choice}.");
        Line($"");
        Line($"| evaluator | ns/row | against LightGBM | goal | p50 ns | p99 ns | managed bytes | bits |");
        Line($"|---|---|---|---|---|---|---|---|");
        foreach (var one in outcomes)
        {
            var (time, ratio) = (one.Nanoseconds, one.Ratio);
            string[] cells =
            [
                one.Name,
                Text($"{time.Median:N0} ({time.Min:N0}-{time.Max:N0})"),
                Text($"{ratio.Median:N2}x ({ratio.Min:N2}-{ratio.Max:N2})"),
                Goal(one),
                Text($"{one.P50:N0}"),
                Text($"{one.P99:N0}"),
                Text($"{one.Bytes:N1}"),
                Bits(one),
            ];
            to.WriteLine($"| {string.Join(" | ", cells)} |");
        }
    }

    public void WriteComplete(string plan, IReadOnlyList<StageOutcome> outcomes)
    {
        Line($"");
        Line($"## Complete scoring: windows, signals, features, heuristics, model, traffic, two rules");
        Line($"");
        Line($"{plan}. Goals: p50 {MedianGoal} us, p99 {P99Goal} us, {BytesGoal} managed bytes a request.");
        Line($"");
        Line($"| live addresses | us/request | p50 us | p99 us | managed bytes | |");
        Line($"|---|---|---|---|---|---|");
        foreach (var one in outcomes)
        {
            var met = one.P50 <= MedianGoal && one.P99 <= P99Goal && one.Bytes <= BytesGoal;
            var time = one.Microseconds;
            string[] cells =
            [
                Text($"{one.Addresses:N0}"),
                Text($"{time.Median:N2} ({time.Min:N2}-{time.Max:N2})"),
                Text($"{one.P50:N2}"),
                Text($"{one.P99:N2}"),
                Text($"{one.Bytes:N1}"),
                met ? "met" : "**missed**",
            ];
            to.WriteLine($"| {string.Join(" | ", cells)} |");
        }
    }

    private static string Goal(Outcome one) => one.Goal switch
    {
        null => "-",
        { } goal when one.Ratio.Median >= goal => Text($"{goal}x, met"),
        { } goal => Text($"**{goal}x, missed**"),
    };

    private static string Bits(Outcome one) => one.Unequal switch
    {
        null => "-",
        0 => "equal",
        { } unequal => Text($"**{unequal} rows differ**"),
    };

    private void Line(FormattableString line) => to.WriteLine(Text(line));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
