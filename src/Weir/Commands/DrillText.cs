using System.Globalization;
using Weir.Drills.Reporting;

namespace Weir.Cli.Commands;

/// <summary>
/// The report of a drill for a person at a terminal: the verdict first, then what it rests on.
/// </summary>
internal static class DrillText
{
    public static void Write(DrillReport report, Terminal terminal)
    {
        var (output, paint) = (terminal.Output, terminal.OutputPaint);
        var verdict = report.Passed ? "passed" : "FAILED";
        output.WriteLine(paint.Heading(string.Create(
            CultureInfo.InvariantCulture, $"{report.Drill}: {verdict} in {report.Took.TotalSeconds:0.0} s")));
        output.WriteLine($"  {report.Summary}.");
        var (requests, verdicts) = (report.Requests, report.Verdicts);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  requests  {requests.Sent} sent, {requests.Failed} failed, {requests.Scored} scored, "
            + $"{requests.Unscored} unscored, p99 {requests.P99:0.0} ms"));
        output.WriteLine(
            $"  verdicts  {verdicts.WronglyBlocked} wrongly blocked, {verdicts.WronglyChallenged} wrongly "
            + $"challenged, {verdicts.WronglyForwarded} wrongly forwarded");
        foreach (var check in report.Checks)
        {
            var line = $"  {(check.Passed ? "ok    " : "FAILED")}    {check.Name}: {check.Detail}";
            output.WriteLine(check.Passed ? line : paint.Bad(line));
        }

        foreach (var line in report.Arithmetic)
        {
            output.WriteLine($"  {line}");
        }

        foreach (var mark in report.Timeline)
        {
            output.WriteLine(paint.Quiet(string.Create(
                CultureInfo.InvariantCulture, $"  {mark.At.TotalSeconds,8:0.00} s  {mark.Event}")));
        }
    }
}
