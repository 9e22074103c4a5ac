using System.Globalization;

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
    public static Options? Parse(ReadOnlySpan<string> arguments, out string problem)
    {
        problem = "";
        var options = new Options();
        for (var at = 0; at < arguments.Length; at++)
        {
            var name = arguments[at];
            if (name == "--quick")
            {
                options = options with { Rounds = 1, Activations = 100 };
                continue;
            }

            var value = ++at < arguments.Length ? arguments[at] : "";
            if (options.With(name, value) is not { } changed)
            {
                problem = $"{name} {value}: not an option or not its value; see --help";
                return null;
            }

            options = changed;
        }

        return options;
    }

    private Options? With(string name, string value) => name switch
    {
        "--rounds" => Number(value, 1, 100) is { } n ? this with { Rounds = n } : null,
        "--rate" => Number(value, 100, 20_000) is { } n ? this with { Rate = n } : null,
        "--activations" => Number(value, 100, 100_000) is { } n ? this with { Activations = n } : null,
        _ => null,
    };

    private static int? Number(string value, int least, int most) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;
}
