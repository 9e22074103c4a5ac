using Weir.Cli.Node;

namespace Weir.Cli.Commands;

/// <summary><c>weir up</c>: runs a node until it is told to stop.</summary>
public static class UpCommand
{
    private const string UsualFile = "weir.yaml";

    public static async Task<int> RunAsync(UpOptions options, CancellationToken cancellation)
    {
        // A file that merely lies in the current folder never decides what is served; forgetting to name
        // it is likely enough for a hint.
        if (options.ConfigFile is null && File.Exists(UsualFile))
        {
            await options.Error.WriteLineAsync(
                $"hint: {UsualFile} lies in this folder and is not used: weir up --config {UsualFile} would");
        }

        using var stop = new StopSignals(cancellation);
        return await NodeHost.RunAsync(options, stop.Token);
    }
}
