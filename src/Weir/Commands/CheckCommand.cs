using System.Text.Json;
using Weir.Edge.Configuration;

namespace Weir.Cli.Commands;

/// <summary><c>weir check</c>: every problem of a configuration with its place. Touches nothing.</summary>
internal static class CheckCommand
{
    /// <param name="path">Of the configuration.</param>
    /// <param name="unscored">Also lists the rules that change when no request has a score.</param>
    /// <param name="json">
    /// Problems as one JSON array instead of text; with <paramref name="unscored"/> an object of two.
    /// </param>
    /// <param name="output">Gets what was asked for.</param>
    /// <param name="error">Gets why it could not be had.</param>
    /// <returns>0 where nothing is wrong; 1 for any problem that is an error, and
    /// for a file that cannot be read.</returns>
    public static int Run(string path, bool unscored, bool json, TextWriter output, TextWriter error)
    {
        var name = Path.GetFileName(path);
        var (text, failure) = ReadText(path);
        if (text is null)
        {
            error.WriteLine($"weir check: {failure}");
            return 1;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        var reading = ConfigurationReader.Read(text, name, folder);
        if (json)
        {
            WriteJson(reading, name, unscored, output);
            return reading.HasErrors ? 1 : 0;
        }

        var lines = text.Split('\n');
        foreach (var problem in reading.Problems)
        {
            output.WriteLine(problem.Render(name));
            WriteSource(problem, lines, output);
        }

        if (!reading.HasErrors)
        {
            output.WriteLine(Summary(reading, name));
        }

        if (unscored)
        {
            UnscoredReport.Write(reading, output);
        }

        return reading.HasErrors ? 1 : 0;
    }

    private static (string? Text, string Failure) ReadText(string path)
    {
        try
        {
            return File.Exists(path)
                ? (File.ReadAllText(path), "")
                : (null, Directory.Exists(path) ? $"'{path}' is a folder" : $"there is no file '{path}'");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"'{path}' cannot be read: {e.Message}");
        }
    }

    /// <summary>
    /// The line in question with a caret below the column; nothing for the file as a whole.
    /// </summary>
    private static void WriteSource(ConfigurationProblem problem, string[] lines, TextWriter output)
    {
        const int shown = 160;
        var line = problem.Line > 0 && problem.Line <= lines.Length ? lines[problem.Line - 1].TrimEnd() : "";
        if (line.Length is 0 or > shown || problem.Column > line.Length + 1)
        {
            return;
        }

        var number = $"{problem.Line,5} | ";
        var blank = string.Concat(line.Take(problem.Column - 1).Select(static c => c == '\t' ? '\t' : ' '));
        output.WriteLine(number + line);
        output.WriteLine($"{new string(' ', number.Length - 2)}| {blank}^");
    }

    private static string Summary(ConfigurationReading reading, string name)
    {
        var sites = reading.Sites.Match(static s => s.Entries.Length, static _ => 0);
        var listeners = reading.Node.Match(static n => n.Listeners.Length, static _ => 0);
        var rules = reading.Sites.Match(static s => s.Entries.Sum(Rules), static _ => 0);
        var warnings = reading.Problems.Length;
        var verdict = warnings == 0 ? "no problems" : Count(warnings, "warning");
        return $"{name}: {Count(sites, "site")}, {Count(rules, "rule")}, "
            + $"{Count(listeners, "listener")}, {verdict}";
    }

    private static int Rules(SiteReading entry) =>
        entry.Site.Match(static site => site.Rules.Rules.Length, static _ => 0);

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static void WriteJson(
        ConfigurationReading reading, string name, bool unscored, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            if (unscored)
            {
                writer.WriteStartObject();
                writer.WritePropertyName("problems");
            }

            WriteProblems(reading, name, writer);
            if (unscored)
            {
                writer.WritePropertyName("unscored");
                UnscoredReport.WriteJson(reading, writer);
                writer.WriteEndObject();
            }
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void WriteProblems(ConfigurationReading reading, string name, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var problem in reading.Problems)
        {
            writer.WriteStartObject();
            writer.WriteString("file", name);
            writer.WriteNumber("line", problem.Line);
            writer.WriteNumber("column", problem.Column);
            writer.WriteString("severity", problem.SeverityName);
            writer.WriteString("path", problem.Path);
            writer.WriteString("message", problem.Message);
            writer.WriteString("suggestion", problem.Suggestion);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
