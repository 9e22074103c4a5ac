using Weir.Cli.Commands;

namespace Weir.Cli.Node;

/// <summary>The running node: composition of the edge, the sample site and the admin side.</summary>
public static class NodeHost
{
    /// <summary>Runs until the token is cancelled, then drains. Answers an exit code.</summary>
    public static async Task<int> RunAsync(UpOptions options, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        await options.Error.WriteLineAsync("weir up: the node is not composed yet");
        return ExitCode.Failed;
    }
}
