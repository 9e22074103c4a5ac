namespace Weir.Cli.Tests.Processes;

/// <summary>One stream of a process, line by line, to be waited on and kept whole.</summary>
internal sealed class ProcessText
{
    private readonly List<string> _lines = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = New();
    private bool _ended;

    public ProcessText(StreamReader reader) => Ended = ReadAsync(reader);

    /// <summary>Completes with the stream's last line.</summary>
    public Task Ended { get; }

    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join('\n', _lines);
        }
    }

    /// <summary>The first line that contains this, past or to come; throws where the stream ends.</summary>
    public async Task<string> LineAsync(string part, int skip = 0)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                var found = _lines.Where(l => l.Contains(part, StringComparison.Ordinal)).Skip(skip);
                if (found.FirstOrDefault() is { } line)
                {
                    return line;
                }

                if (_ended)
                {
                    throw new InvalidOperationException($"no '{part}' in:\n{string.Join('\n', _lines)}");
                }

                changed = _changed.Task;
            }

            await changed;
        }
    }

    /// <summary>How many lines so far contain this.</summary>
    public int Count(string part)
    {
        lock (_lock)
        {
            return _lines.Count(l => l.Contains(part, StringComparison.Ordinal));
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ReadAsync(StreamReader reader)
    {
        string? line;
        do
        {
            line = await reader.ReadLineAsync();
            lock (_lock)
            {
                if (line is not null)
                {
                    _lines.Add(line);
                }

                _ended = line is null;
                _changed.SetResult();
                _changed = New();
            }
        }
        while (line is not null);
    }
}
