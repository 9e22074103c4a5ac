using System.Globalization;
using Weir.Bench.Gateway.Ground;
using Weir.Bench.Gateway.Load;
using Weir.Bench.Gateway.Peers;

namespace Weir.Bench.Gateway;

/// <summary>What a run measures and for how long; each number has a bound, so that a run has one.</summary>
internal sealed record Options
{
    public const string Usage = """
        bench/gateway/run [options]

        Measures CPU per request, managed bytes, start and memory of Weir and of bare proxies in the same run.

          --scenario NAMES  h1, h1-tls, h2, parted by commas (all)
          --peers NAMES     nginx, haproxy, caddy, yarp, forwarder, forwarder-inline, weir, weir-inline (all)
          --rounds N        measured rounds of each proxy, 1 to 50 (7)
          --seconds N       length of a round, 1 to 60 (5)
          --warm N          least seconds of warm-up for each proxy and scenario, 1 to 120 (10)
          --starts N        start-up repetitions, 0 to 20 (5)
          --idle N          seconds before idle memory is read, 0 to 60 (10)
          --json FILE       keep the raw rounds
          --quick           a smoke run of about a minute: one round of one second; its figures prove nothing
        """;

    private static readonly IReadOnlyList<string> ScenarioNames = [.. Scenario.All.Select(one => one.Name)];

    public IReadOnlyList<string> Scenarios { get; init; } = ScenarioNames;

    public IReadOnlyList<string> Peers { get; init; } = PeerNames.All;

    public int Rounds { get; init; } = 7;

    public int Seconds { get; init; } = 5;

    public int WarmSeconds { get; init; } = 10;

    public int Starts { get; init; } = 5;

    public int IdleSeconds { get; init; } = 10;

    public bool Quick { get; init; }

    public string? Json { get; init; }

    private Options Shortened() => this with
    {
        Quick = true, Rounds = 1, Seconds = 1, WarmSeconds = 1, Starts = 1, IdleSeconds = 2,
    };

    public static Options Parse(IReadOnlyList<string> arguments)
    {
        var options = arguments.Contains("--quick") ? new Options().Shortened() : new Options();
        for (var at = 0; at < arguments.Count; at++)
        {
            if (arguments[at] == "--quick")
            {
                continue;
            }

            var name = arguments[at++];
            var value = at < arguments.Count
                ? arguments[at]
                : throw new BenchException($"{name}: not an option, or its value is missing; see --help");
            options = options.With(name, value);
        }

        return options;
    }

    private Options With(string name, string value) => name switch
    {
        "--scenario" => this with { Scenarios = Names(value, ScenarioNames) },
        "--peers" => this with { Peers = Names(value, PeerNames.All) },
        "--rounds" => this with { Rounds = Number(name, value, 1, 50) },
        "--seconds" => this with { Seconds = Number(name, value, 1, 60) },
        "--warm" => this with { WarmSeconds = Number(name, value, 1, 120) },
        "--starts" => this with { Starts = Number(name, value, 0, 20) },
        "--idle" => this with { IdleSeconds = Number(name, value, 0, 60) },
        "--json" => this with { Json = Path.GetFullPath(value) },
        _ => throw new BenchException($"no option {name}; --help lists them"),
    };

    /// <summary>Known names only, each once, in the order of the known ones.</summary>
    private static IReadOnlyList<string> Names(string value, IReadOnlyList<string> known)
    {
        var asked = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var stranger = asked.FirstOrDefault(name => !known.Contains(name));
        return stranger is null && asked.Length > 0
            ? [.. known.Where(asked.Contains)]
            : throw new BenchException($"{stranger ?? value} is none of {string.Join(", ", known)}");
    }

    private static int Number(string name, string value, int least, int most) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new BenchException($"{name} {value}: a number from {least} to {most}");
}
