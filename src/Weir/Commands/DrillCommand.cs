using System.Text.Json;
using Weir.Cli.Node;
using Weir.Drills;
using Weir.Drills.Reporting;

namespace Weir.Cli.Commands;

/// <summary><c>weir drill</c>: rehearsed incidents.</summary>
internal static class DrillCommand
{
    /// <summary>Stands for every drill that there is.</summary>
    public const string Every = "all";

    public static int List(bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(
                DrillCatalogue.All.Select(static d => new { name = d.Name, summary = d.Summary })));
            return ExitCode.Done;
        }

        foreach (var drill in DrillCatalogue.All)
        {
            output.WriteLine($"{drill.Name,-18}{drill.Summary}");
        }

        return ExitCode.Done;
    }

    /// <returns>0 where every check of every drill held.</returns>
    public static async Task<int> RunAsync(
        string name, bool json, string? html, Terminal terminal, CancellationToken cancellation)
    {
        using var stop = new StopSignals(cancellation);
        var chosen = DrillCatalogue.All.Where(d => name == Every || d.Name == name).ToArray();
        var progress = new ProgressLine(terminal);
        var reports = new List<DrillReport>();
        try
        {
            foreach (var drill in chosen)
            {
                var settings = DrillSettings.Full(what => progress.Say($"{drill.Name}: {what}")) with
                {
                    Program = OwnProgram.Command,
                };
                reports.Add(await drill.RunAsync(settings, stop.Token));
            }
        }
        catch (Exception e) when (e is DrillException or OperationCanceledException)
        {
            // What is stopped while it starts tells of that as of any other failure.
            progress.Clear();
            await terminal.Error.WriteLineAsync(stop.Token.IsCancellationRequested
                ? "weir drill: stopped before it was over; nothing is left of it"
                : $"weir drill: could not be held: {e.Message}");
            return ExitCode.Failed;
        }

        progress.Clear();
        Print(reports, name == Every, json, terminal);
        return await WriteAsync(html, reports, terminal) && reports.TrueForAll(static r => r.Passed)
            ? ExitCode.Done
            : ExitCode.Failed;
    }

    private static void Print(List<DrillReport> reports, bool every, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.Output.WriteLine(every ? DrillJson.Of(reports) : DrillJson.Of(reports[0]));
            return;
        }

        foreach (var report in reports)
        {
            DrillText.Write(report, terminal);
        }
    }

    private static async Task<bool> WriteAsync(string? html, List<DrillReport> reports, Terminal terminal)
    {
        if (html is null)
        {
            return true;
        }

        try
        {
            await File.WriteAllTextAsync(html, DrillPage.Of(reports));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"weir drill: {html} cannot be written: {e.Message}");
            return false;
        }
    }
}
