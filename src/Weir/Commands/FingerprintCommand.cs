namespace Weir.Cli.Commands;

public static class FingerprintCommand
{
    public static int Run(TextReader input, TextWriter output)
    {
        var lines = 0;
        for (; input.ReadLine() is not null; lines++)
        {
            output.WriteLine("error: NotBuilt");
        }

        return lines == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
