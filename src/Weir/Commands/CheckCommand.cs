namespace Weir.Cli.Commands;

public static class CheckCommand
{
    public static int Run(string path, bool unscored, bool json, TextWriter output, TextWriter error) =>
        File.Exists(path) ? ExitCode.Done : ExitCode.Failed;
}
