using Weir.Keeper.Running;

namespace Weir.Cli.Commands;

/// <summary><c>weir keeper</c>: the process beside the node; ends when its node does.</summary>
internal static class KeeperCommand
{
    public static Task<int> RunAsync(string dataFolder, Terminal terminal, CancellationToken stop) =>
        RunAsync(dataFolder, terminal, KeeperRun.RunAsync, stop);

    /// <summary>The same with another keeper, such as one that a drill has spoiled.</summary>
    public static async Task<int> RunAsync(
        string dataFolder, Terminal terminal,
        Func<KeeperParts, CancellationToken, Task<KeeperEnd>> run, CancellationToken stop)
    {
        using var signals = new StopSignals(stop);
        var parts = new KeeperParts(
            Path.GetFullPath(dataFolder), TimeProvider.System, terminal.Error.WriteLine);
        return await run(parts, signals.Token) switch
        {
            KeeperEnd.Stopped or KeeperEnd.NodeGone => ExitCode.Done,
            KeeperEnd.NoNode => terminal.Refuse(
                "weir keeper", $"no node listens in '{dataFolder}'",
                "'weir up' starts its keeper by itself; --data names the folder of a node that runs."),
            KeeperEnd.Unset => ExitCode.Failed,
            _ => ExitCode.Failed,
        };
    }
}
