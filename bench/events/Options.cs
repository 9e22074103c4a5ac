using Weir.Bench.Shared;

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
    public static Options? Parse(ReadOnlySpan<string> arguments, out string problem) => Arguments.Read(
        arguments, new Options(), Flag, static (options, name, value) => options.With(name, value),
        out problem);

    private static Options? Flag(Options options, string name) =>
        name switch
        {
            "--quick" => options with { Rounds = 1, Seconds = 1, StoreSeconds = 5 },
            "--stored" => options with { Stored = true },
            _ => null,
        };

    private Options? With(string name, string value) => name switch
    {
        "--rounds" => Arguments.Number(value, 1, 100) is { } n ? this with { Rounds = n } : null,
        "--seconds" => Arguments.Number(value, 1, 60) is { } n ? this with { Seconds = n } : null,
        "--threads" => Arguments.Number(value, 1, 64) is { } n ? this with { Threads = n } : null,
        "--store-seconds" => Arguments.Number(value, 1, 600) is { } n ? this with { StoreSeconds = n } : null,
        "--rate" => Arguments.Number(value, 1_000, 10_000_000) is { } n ? this with { Rate = n } : null,
        "--features" => Arguments.Number(value, 0, 200) is { } n ? this with { Features = n } : null,
        _ => null,
    };
}
