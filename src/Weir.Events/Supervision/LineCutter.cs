using System.Text;

namespace Weir.Events.Supervision;

/// <summary>
/// Makes lines of what comes in pieces. What is longer than it may be is cut, never kept in memory, however
/// long a line without an end goes on.
/// </summary>
/// <param name="longest">Characters of a line.</param>
/// <param name="take">Takes a line without its end; blank ones are left out.</param>
internal sealed class LineCutter(int longest, Action<string> take)
{
    private readonly StringBuilder _line = new();

    public void Add(ReadOnlySpan<char> piece)
    {
        foreach (var one in piece)
        {
            if (one == '\n')
            {
                End();
            }
            else if (one != '\r' && _line.Length < longest)
            {
                // What would move a terminal's cursor has no place in a log.
                _line.Append(char.IsControl(one) ? ' ' : one);
            }
        }
    }

    public void End()
    {
        var line = _line.ToString();
        _line.Clear();
        if (!string.IsNullOrWhiteSpace(line))
        {
            take(line);
        }
    }
}
