using Weir.Edge.Watching;

namespace Weir.Cli.Telemetry;

/// <summary>The log where people and collectors look for it: standard error.</summary>
internal static class StandardErrorLog
{
    /// <summary>JSON lines, or short text where standard error is a terminal.</summary>
    public static EdgeLogger Open(EdgeTelemetry telemetry, LogSeverity minimum) => new(
        telemetry,
        Console.OpenStandardError(),
        new EdgeLogOptions { Minimum = minimum, Terminal = !Console.IsErrorRedirected });
}
