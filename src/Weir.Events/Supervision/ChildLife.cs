using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Weir.Decisions;

namespace Weir.Events.Supervision;

/// <summary>A keeper as a child process; its two outputs are read to their end, in bounded lines.</summary>
internal sealed class ChildLife : IKeeperLife
{
    // SIGTERM of signal.h.
    private const int Terminate = 15;

    private readonly Process _process;
    private readonly Action<string> _words;

    public ChildLife(Process process, Action<string> words)
    {
        _process = process;
        _words = words;
        ProcessId = process.Id;
        Ended = EndAsync();
    }

    public int ProcessId { get; }

    public TimeSpan? Worked
    {
        get
        {
            try
            {
                // One of its own: that which waits for the end holds what it has read once.
                using var process = Process.GetProcessById(ProcessId);
                return process.TotalProcessorTime;
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception
                or NotSupportedException or IOException)
            {
                // It has ended.
                return null;
            }
        }
    }

    public Task<string> Ended { get; }

    public void Stop()
    {
        // The process may end at any time; until it is disposed of, its number is nobody else's.
        if (!OperatingSystem.IsWindows() && !HasExited())
        {
            if (kill(ProcessId, Terminate) != 0)
            {
                Kill();
            }
        }
    }

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException
            or NotSupportedException)
        {
            // It has ended, or is ending.
            _words($"(not killed: {e.Message})");
        }
    }

    public void Dispose() => _process.Dispose();

    private bool HasExited()
    {
        try
        {
            return _process.HasExited;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return true;
        }
    }

    private async Task<string> EndAsync()
    {
        // Started here, so that a pipe that is never read cannot stop the keeper. They end with it, unless a
        // child of its own holds them, and then its exit alone counts.
        var errors = ReadAsync(_process.StandardError);
        var output = ReadAsync(_process.StandardOutput);
        try
        {
            await _process.WaitForExitAsync();
            return $"exit code {_process.ExitCode}";
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return e.Message;
        }
        finally
        {
            await Task.WhenAny(Task.WhenAll(errors, output), Task.Delay(Limits.KeeperRestart));
        }
    }

    private async Task ReadAsync(StreamReader from)
    {
        var lines = new LineCutter(Limits.KeeperLogLine, _words);
        var room = new char[4_096];
        try
        {
            while (await from.ReadAsync(room) is > 0 and var read)
            {
                lines.Add(room.AsSpan(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The pipe broke with the process.
            lines.Add($"\n(its output broke off: {e.Message})");
        }

        lines.End();
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);
}
