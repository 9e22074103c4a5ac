using System.Text;
using System.Text.Json;
using Weir.Cli.Commands.Values;
using Weir.Decisions.Language;
using Weir.Decisions.Language.Compilation;
using Weir.Decisions.Language.Fields;

namespace Weir.Cli.Commands;

/// <summary>
/// <c>weir rule test</c>: what expressions come to on one request, or why they do not compile.
/// </summary>
/// <param name="catalogue">The fields that expressions and requests may name.</param>
/// <param name="terminal">Where results and complaints go.</param>
internal sealed class RuleTestCommand(FieldCatalogue catalogue, Terminal terminal)
{
    private const string Name = "weir rule test";

    private static readonly JsonWriterOptions Readable = new()
    {
        // Expressions are full of quotes and of < and >; this is no HTML.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="expression">What to evaluate; null where a file is given.</param>
    /// <param name="file">Expressions, one a line; null where one is given.</param>
    /// <param name="requestFile">The request; null for one that has no field at all.</param>
    /// <param name="json">One object a line instead of text.</param>
    /// <returns>1 where an expression does not compile, or a file cannot be read.</returns>
    public int Run(string? expression, string? file, string? requestFile, bool json)
    {
        var request = RequestJson.Empty(catalogue);
        if (requestFile is not null)
        {
            var (text, unreadable) = Read(requestFile);
            var (read, failure) = text is null ? (null, unreadable) : RequestJson.Read(text, catalogue);
            if (read is null)
            {
                return Fail(text is null ? failure : $"{Path.GetFileName(requestFile)}: {failure}");
            }

            request = read;
        }

        if (expression is not null)
        {
            return One(expression, request, json);
        }

        var (lines, missing) = Read(file ?? "");
        return lines is null ? Fail(missing) : Many(lines, request, json);
    }

    private static (string? Text, string Failure) Read(string path)
    {
        try
        {
            var information = new FileInfo(path);
            return !information.Exists ? (null, $"there is no file '{path}'")
                : information.Length > RequestJson.LargestFile ? (null, $"'{path}' has more than 1 MiB")
                : (File.ReadAllText(path), "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, $"'{path}' cannot be read: {e.Message}");
        }
    }

    private int Fail(string why)
    {
        terminal.Error.WriteLine($"{terminal.ErrorPaint.Bad(Name)}: {why}");
        return ExitCode.Failed;
    }

    private int One(string expression, FieldSource request, bool json)
    {
        if (ExpressionCompiler.Condition(expression, catalogue).Try(out var condition, out var error))
        {
            terminal.Output.WriteLine(
                json ? Json(0, expression, condition.Evaluate(request)) : condition.Evaluate(request).Name());
            return ExitCode.Done;
        }

        if (!json)
        {
            return Fail(error.Render());
        }

        terminal.Output.WriteLine(Json(0, expression, error));
        return ExitCode.Failed;
    }

    /// <summary>One line of output for each line that is not empty.</summary>
    private int Many(string text, FieldSource request, bool json)
    {
        var (compiled, refused) = (0, 0);
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var expression = line.TrimEnd('\r');
            if (string.IsNullOrWhiteSpace(expression))
            {
                continue;
            }

            if (ExpressionCompiler.Condition(expression, catalogue).Try(out var condition, out var error))
            {
                compiled++;
                var truth = condition.Evaluate(request);
                terminal.Output.WriteLine(
                    json ? Json(index + 1, expression, truth) : $"{truth.Name(),-8}{expression}");
            }
            else
            {
                refused++;
                terminal.Output.WriteLine(
                    json ? Json(index + 1, expression, error)
                        : $"{"error",-8}{expression}\n        {At(index, error)}");
            }
        }

        terminal.Error.WriteLine($"{compiled + refused} expressions: {compiled} compiled, {refused} refused");
        return refused > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    /// <summary>
    /// A line of a file is an expression of its own, so the line that counts is the file's.
    /// </summary>
    private static string At(int index, ExpressionError error) =>
        $"line {index + 1}, column {error.Column}: {error.Reason}";

    private static string Json(int line, string expression, Truth truth) =>
        Json(line, expression, writer => writer.WriteString("result", truth.Name()));

    private static string Json(int line, string expression, ExpressionError error) =>
        Json(line, expression, writer =>
    {
        writer.WriteStartObject("error");
        writer.WriteNumber("line", error.Line);
        writer.WriteNumber("column", error.Column);
        writer.WriteString("kind", error.Kind.ToString());
        writer.WriteString("message", error.Message);
        writer.WriteString("suggestion", error.Suggestion);
        writer.WriteEndObject();
    });

    private static string Json(int line, string expression, Action<Utf8JsonWriter> rest)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            if (line > 0)
            {
                writer.WriteNumber("line", line);
            }

            writer.WriteString("expression", expression);
            rest(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
