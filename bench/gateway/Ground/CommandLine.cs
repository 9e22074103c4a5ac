namespace Weir.Bench.Gateway.Ground;

/// <summary>A program with its arguments and the variables it needs beyond the inherited ones.</summary>
internal sealed record CommandLine(string Program, IReadOnlyList<string> Arguments)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
