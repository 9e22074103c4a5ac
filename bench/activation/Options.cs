using Weir.Bench.Shared;

namespace Weir.Bench.Activation;

/// <summary>What a run measures, and how much of it.</summary>
internal sealed record Options
{
    public const string Usage = """
        bench/activation/run [pauses|memory] [options]     both where none is named

          --rounds N         of each layer, 1 to 100; two activations a round (10)
          --rate N           requests a second over HTTP/1.1; a fifth of it more over HTTP/2 (1000)
          --activations N    of which memory is watched, 100 to 100000 (1000)
          --quick            one round, 100 activations; its figures prove nothing
        """;

    public int Rounds { get; init; } = 10;

    public int Rate { get; init; } = 1_000;

    public int Activations { get; init; } = 1_000;

    /// <summary>Null, and why, where the arguments are no options.</summary>
    public static Options? Parse(ReadOnlySpan<string> arguments, out string problem) => Arguments.Read(
        arguments, new Options(), Flag, static (options, name, value) => options.With(name, value),
        out problem);

    private static Options? Flag(Options options, string name) =>
        name == "--quick" ? options with { Rounds = 1, Activations = 100 } : null;

    private Options? With(string name, string value) => name switch
    {
        "--rounds" => Arguments.Number(value, 1, 100) is { } n ? this with { Rounds = n } : null,
        "--rate" => Arguments.Number(value, 100, 20_000) is { } n ? this with { Rate = n } : null,
        "--activations" =>
            Arguments.Number(value, 100, 100_000) is { } n ? this with { Activations = n } : null,
        _ => null,
    };
}
