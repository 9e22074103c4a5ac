using System.Collections.Immutable;
using System.CommandLine;

namespace Weir.Cli.Commands.Syntax;

/// <summary>A command with what its help teaches beside the syntax.</summary>
public class WeirCommand(string name, string summary) : Command(name, summary)
{
    /// <summary>A few sentences under the summary: what it does, what it touches, what it answers.</summary>
    public string Details { get; init; } = "";

    public ImmutableArray<Example> Examples { get; init; } = [];
}

/// <summary>A command of a coming version: it has its help, and refuses to run.</summary>
public sealed class PlannedCommand(string name, string summary, string expected) : WeirCommand(name, summary)
{
    /// <summary>Where it is expected, such as <c>0.2</c> or <c>a later version</c>.</summary>
    public string Expected { get; } = expected;

    public string Refusal => $"not built yet: expected in {Expected}";
}

/// <param name="Line">What to type.</param>
/// <param name="Meaning">What it does.</param>
public readonly record struct Example(string Line, string Meaning);
