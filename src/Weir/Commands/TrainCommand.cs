using System.Text.Json.Nodes;
using System.Text;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Decisions.Signals.Catalogue;
using Weir.Keeper.Training.Learning;
using Weir.Keeper.Training.Rows;
using Weir.Keeper.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir train</c>: a model from labelled captures, with its report. Activates nothing.</summary>
public static class TrainCommand
{
    private const string ReasonsFile = "feature-reasons.tsv";
    private const string Card = "model-card.md";
    private const string Page = "model-report.html";

    /// <param name="from">A folder of captures with labels.</param>
    /// <param name="to">Where the model goes.</param>
    /// <param name="report">A folder for the model card and the page; null for none.</param>
    /// <param name="settings">How trees are grown.</param>
    /// <param name="json">Whether a program reads the answer.</param>
    /// <param name="terminal">Where to speak.</param>
    public static int Run(
        string from, string to, string? report, Settings settings, bool json, Terminal terminal)
    {
        var progress = new ProgressLine(terminal);
        var set = new FeatureSet(RequestFields.All.Catalogue);
        if (!ShippedFeatures.Read().Try(out var definitions, out var refusal)
            || !set.AppendWithNames(definitions.AsSpan()).Try(out _, out refusal))
        {
            return Refuse(terminal, refusal.ToString());
        }

        // Before the work, which takes long.
        if (WholeFile.Complaint(to) is { } nowhere)
        {
            return Refuse(terminal, nowhere.Message);
        }

        if (report is not null && File.Exists(report))
        {
            return Refuse(terminal, $"--report: '{report}' is a file, and a folder is needed");
        }

        if (!CaptureFolder.Read(from).Try(out var sessions, out var fault)
            || !Trainer.Run(sessions, set, settings, Reasons(from), progress.Say)
                .Try(out var result, out fault))
        {
            progress.Clear();
            return Refuse(terminal, fault.Message);
        }

        progress.Clear();
        try
        {
            WriteWhole(to, ModelSection.Write(result.Model));
            if (report is not null)
            {
                Directory.CreateDirectory(report);
                WriteWhole(Path.Combine(report, Card), Encoding.UTF8.GetBytes(result.Card));
                WriteWhole(Path.Combine(report, Page), Encoding.UTF8.GetBytes(result.Page));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(terminal, $"cannot write: {e.Message}");
        }

        Tell(result, to, report, json, terminal);
        return ExitCode.Done;
    }

    private static void Tell(TrainingResult result, string to, string? report, bool json, Terminal terminal)
    {
        if (json)
        {
            var answer = new JsonObject
            {
                ["model"] = to,
                ["trees"] = result.Model.Trees.TreeCount,
                ["bars_met"] = result.BarsMet,
                ["bars"] = new JsonArray([.. result.Summary.Select(static s => (JsonNode)s)]),
            };
            terminal.Output.WriteLine(answer.ToJsonString());
            return;
        }

        foreach (var line in result.Summary)
        {
            terminal.Output.WriteLine(line);
        }

        terminal.Output.WriteLine($"Model of {result.Model.Trees.TreeCount} trees in {to}.");
        if (report is not null)
        {
            terminal.Output.WriteLine($"Report in {Path.Combine(report, Card)} and {Page}.");
        }

        terminal.Output.WriteLine("Nothing is active because of it.");
    }

    /// <summary>Beside the captures: a feature's name, a tab, and why it may separate so well.</summary>
    private static Dictionary<string, string> Reasons(string folder)
    {
        var file = Path.Combine(folder, ReasonsFile);
        return !File.Exists(file) ? [] : File.ReadLines(file)
            .Select(static l => l.Split('\t', 2))
            .Where(static p => p.Length == 2 && p[1].Trim().Length > 0)
            .ToDictionary(static p => p[0], static p => p[1], StringComparer.Ordinal);
    }

    private static void WriteWhole(string path, byte[] content)
    {
        var temporary = $"{path}.new";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }

    private static int Refuse(Terminal terminal, string message)
    {
        terminal.Error.WriteLine($"{terminal.ErrorPaint.Bad("weir train")}: {message}");
        return ExitCode.Failed;
    }
}
