using Spectre.Console;

namespace Weir.Cli.Commands;

/// <summary>Rows of text: a table on a terminal, columns aligned by spaces in a pipe.</summary>
internal sealed class Sheet(params string[] columns)
{
    private const int Gap = 2;
    private readonly List<string[]> _rows = [];

    /// <param name="cells">As many as there are columns; control characters are written as codes.</param>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(Shown.Of)]);

    public void Write(Terminal terminal)
    {
        if (terminal.OutputPaint.On)
        {
            WriteTable(terminal.Output);
            return;
        }

        var widths = columns
            .Select((name, i) => _rows.Select(row => row[i].Length).Append(name.Length).Max())
            .ToArray();
        WriteLine(terminal.Output, columns, widths);
        foreach (var row in _rows)
        {
            WriteLine(terminal.Output, row, widths);
        }
    }

    private static void WriteLine(TextWriter output, string[] cells, int[] widths) =>
        output.WriteLine(string.Concat(cells.Select((cell, i) => cell.PadRight(widths[i] + Gap))).TrimEnd());

    private void WriteTable(TextWriter output)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var name in columns)
        {
            table.AddColumn(new TableColumn(new Text(name, new Style(decoration: Decoration.Bold))));
        }

        // Text and not markup: brackets in a reason are the reason's own.
        foreach (var row in _rows)
        {
            table.AddRow(row.Select(static cell => new Text(cell)));
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table);
    }
}
