using Spectre.Console;

namespace Weir.Cli.Commands;

/// <summary>Rows of text: a table on a terminal, columns aligned by spaces in a pipe.</summary>
internal sealed class Sheet(params string[] columns)
{
    private const int Gap = 2;

    // Columns of a terminal: what a sentence is given before it is broken, and what stands around a cell.
    private const int Sentence = 40;
    private const int Margin = 3;
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

    /// <summary>
    /// A hash is one word, to be copied: it is never broken, and where a terminal is too narrow for it, the
    /// terminal itself turns the line.
    /// </summary>
    private void WriteTable(TextWriter output)
    {
        var table = new Table { Border = TableBorder.Simple };
        var least = Margin + 1;
        for (var i = 0; i < columns.Length; i++)
        {
            var word = _rows.All(row => !row[i].Contains(' ', StringComparison.Ordinal));
            var widest = _rows.Select(row => row[i].Length).Append(columns[i].Length).Max();
            least += (word ? widest : Math.Min(widest, Sentence)) + Margin;
            table.AddColumn(new TableColumn(new Text(columns[i], new Style(decoration: Decoration.Bold)))
            {
                NoWrap = word,
            });
        }

        // Text and not markup: brackets in a reason are the reason's own.
        foreach (var row in _rows)
        {
            table.AddRow(row.Select(static cell => new Text(cell)));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = Math.Max(console.Profile.Width, least);
        console.Write(table);
    }
}
