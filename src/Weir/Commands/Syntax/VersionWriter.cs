using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Weir.Cli.Commands.Syntax;

/// <summary><c>--version</c>: the version alone, so that a script can read it.</summary>
public sealed class VersionWriter(Terminal terminal) : SynchronousCommandLineAction
{
    /// <summary>Such as <c>0.3.0</c>, without the build's own suffix.</summary>
    public static string Version { get; } =
        typeof(VersionWriter).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
            .InformationalVersion.Split('+')[0] ?? "unknown";

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        terminal.Output.WriteLine(Version);
        return ExitCode.Done;
    }
}
