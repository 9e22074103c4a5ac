namespace Weir.Cli.Tests;

/// <summary>What a command line answered.</summary>
internal sealed record Run(int Code, string Output, string Error)
{
    public static async Task<Run> Weir(string line, string input = "")
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var args = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var code = await Program.RunAsync(args, new StringReader(input), output, error);
        return new Run(code, output.ToString(), error.ToString());
    }
}
