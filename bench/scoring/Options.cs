using Weir.Bench.Shared;
using Weir.Bench.Scoring.Ground;

namespace Weir.Bench.Scoring;

/// <summary>What a run measures and for how long.</summary>
internal sealed record Options
{
    public const string Usage = """
        bench/scoring/run [options]         times evaluators beside LightGBM in the same run
        bench/scoring/run golden FOLDER     writes the golden set of tests/Weir.Decisions.Tests/Model/golden

          --models NAMES    500x31, 200x64, parted by commas (all)
          --complete Y/N    the gateway's whole scoring stage as well (Y)
          --rounds N        measured rounds, 1 to 1000 (21)
          --rows N          rows scored in a pass, 16 to 65536 (1024)
          --quick           a smoke run of a few seconds once models are trained; its figures prove nothing
        """;

    public IReadOnlyList<Scenario> Scenarios { get; init; } = Scenario.All;

    /// <summary>Whether the gateway's whole stage is measured too.</summary>
    public bool Complete { get; init; } = true;

    public int Rounds { get; init; } = 21;

    public int Rows { get; init; } = 1_024;

    public TimeSpan Warm { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Null, and why, where the arguments are no options.</summary>
    public static Options? Parse(ReadOnlySpan<string> arguments, out string problem) => Arguments.Read(
        arguments, new Options(), Flag, static (options, name, value) => options.With(name, value),
        out problem);

    private static Options? Flag(Options options, string name) =>
        name == "--quick" ? options with { Rounds = 3, Warm = TimeSpan.FromMilliseconds(200) } : null;

    private Options? With(string name, string value) => name switch
    {
        "--models" => Named(value) is { Length: > 0 } found ? this with { Scenarios = found } : null,
        "--complete" => value is "Y" or "N" ? this with { Complete = value == "Y" } : null,
        "--rounds" => Arguments.Number(value, 1, 1_000) is { } rounds ? this with { Rounds = rounds } : null,
        "--rows" => Arguments.Number(value, 16, 65_536) is { } rows ? this with { Rows = rows } : null,
        _ => null,
    };

    private static Scenario[] Named(string value)
    {
        var asked = value.Split(',');
        return asked.All(name => Scenario.All.Any(one => one.Name == name))
            ? [.. Scenario.All.Where(one => asked.Contains(one.Name))]
            : [];
    }
}
