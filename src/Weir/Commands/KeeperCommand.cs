using Weir.Keeper.Running;

namespace Weir.Cli.Commands;

/// <summary><c>weir keeper</c>: the process beside the node; ends when its node does.</summary>
internal static class KeeperCommand
{
    public static async Task<int> RunAsync(string dataFolder, Terminal terminal, CancellationToken stop)
    {
        using var signals = new StopSignals(stop);
        var parts = new KeeperParts(Path.GetFullPath(dataFolder), TimeProvider.System, terminal.Error.WriteLine);
        return await KeeperRun.RunAsync(parts, signals.Token) switch
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
