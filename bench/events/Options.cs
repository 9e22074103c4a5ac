using System.Globalization;

namespace Weir.Bench.Events;

/// <summary>What a run measures and for how long.</summary>
internal sealed record Options
{
    public const string Usage = """
        bench/events/run [options]     times events from the queue over the socket to a consumer

          --rounds N       measured rounds, 1 to 100 (9)
          --seconds N      of each part of a round, 1 to 60 (2)
          --threads N      that offer, 1 to 64 (2)
          --rate N         events a second of the paced part (50000)
          --features N     of an event, 0 to 200 (64)
          --stored         the event store alone, and paced with a keeper's process; nothing else
          --store-seconds N  of each of its parts, 1 to 600 (15)
          --quick          one short round; its figures prove nothing
        """;

    public int Rounds { get; init; } = 9;

    public int Seconds { get; init; } = 2;

    public int Threads { get; init; } = 2;

    public int Rate { get; init; } = 50_000;

    public int Features { get; init; } = 64;

    /// <summary>Whether the store is measured, and nothing else.</summary>
    public bool Stored { get; init; }

    public int StoreSeconds { get; init; } = 15;

    /// <summary>Null, and why, where the arguments are no options.</summary>
    public static Options? Parse(IReadOnlyList<string> arguments, out string problem)
    {
        problem = "";
        var options = new Options();
        for (var at = 0; at < arguments.Count; at++)
        {
            var name = arguments[at];
            if (name == "--quick")
            {
                options = options with { Rounds = 1, Seconds = 1, StoreSeconds = 5 };
                continue;
            }

            if (name == "--stored")
            {
                options = options with { Stored = true };
                continue;
            }

            var value = ++at < arguments.Count ? arguments[at] : "";
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
        "--seconds" => Number(value, 1, 60) is { } n ? this with { Seconds = n } : null,
        "--threads" => Number(value, 1, 64) is { } n ? this with { Threads = n } : null,
        "--store-seconds" => Number(value, 1, 600) is { } n ? this with { StoreSeconds = n } : null,
        "--rate" => Number(value, 1_000, 10_000_000) is { } n ? this with { Rate = n } : null,
        "--features" => Number(value, 0, 200) is { } n ? this with { Features = n } : null,
        _ => null,
    };

    private static int? Number(string value, int least, int most) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;
}
