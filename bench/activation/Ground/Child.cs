using System.Diagnostics;

namespace Weir.Bench.Activation.Ground;

/// <summary>
/// This program once more, with another part. It is told what to do in lines and answers each with one; it
/// ends when nobody speaks to it any more.
/// </summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly string _name;
    private bool _ended;

    private Child(Process process, string name) => (_process, _name) = (process, name);

    public int Id => _process.Id;

    public static Child Start(string name, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? throw new BenchException("no program"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(name);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new Child(Process.Start(start) ?? throw new BenchException($"{name} did not start"), name);
    }

    /// <summary>One line to it, one line back.</summary>
    public async Task<string> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await HearAsync();
    }

    /// <summary>The next line that it says.</summary>
    public async Task<string> HearAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            return await _process.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new BenchException($"{_name} ended without a word");
        }
        catch (OperationCanceledException)
        {
            throw new BenchException($"{_name} says nothing");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
