using Weir.Bench.Gateway.Ground;

namespace Weir.Bench.Gateway.Measuring;

/// <summary>
/// Resident bytes of a proxy's processes: idle after start, and right after the last round; of the process
/// beside it the latter, 0 where there is none.
/// </summary>
internal sealed record Memory(string Peer, long IdleBytes, long AfterLoadBytes, long BesideBytes);

/// <summary>Everything that a run measured, raw; tables and verdicts are made from it alone.</summary>
internal sealed record Results(
    DateTimeOffset At, Machine Machine, Options Options, IReadOnlyList<string> Peers,
    IReadOnlyList<Round> Rounds, IReadOnlyList<StartTime> Starts, IReadOnlyList<Memory> Memory,
    IReadOnlyList<string> Notes)
{
    public IEnumerable<Round> Good(string scenario, string peer) =>
        Rounds.Where(round => round.Scenario == scenario && round.Peer == peer && round.Void is null);

    public int Void(string scenario, string peer) =>
        Rounds.Count(round => round.Scenario == scenario && round.Peer == peer && round.Void is not null);

    public Spread? Of(string scenario, string peer, Func<Round, double?> figure) =>
        Spread.Of(Good(scenario, peer).Select(figure).OfType<double>());

    /// <summary>Seconds to the first answer.</summary>
    public Spread? StartsOf(string peer) =>
        Spread.Of(Starts.Where(start => start.Peer == peer).Select(start => start.Seconds));

    /// <summary>
    /// CPU per request of one proxy over that of another: made per round, then their median.
    /// </summary>
    public Spread? Ratio(string scenario, string peer, string against) =>
        Pairs(scenario, peer, against, (own, other) => own.CpuMicroseconds / other.CpuMicroseconds);

    /// <summary>The same with what stands beside the first one.</summary>
    public Spread? WholeRatio(string scenario, string peer, string against) =>
        Pairs(scenario, peer, against, (own, other) => own.WholeMicroseconds / other.CpuMicroseconds);

    /// <summary>Managed bytes per request of one proxy beyond those of another.</summary>
    public Spread? ExtraBytes(string scenario, string peer, string against) =>
        Pairs(scenario, peer, against, (own, other) => own.BytesPerRequest - other.BytesPerRequest);

    private Spread? Pairs(string scenario, string peer, string against, Func<Round, Round, double?> figure)
    {
        var others = Good(scenario, against).ToDictionary(round => round.Number);
        return Spread.Of(Good(scenario, peer)
            .Where(round => others.ContainsKey(round.Number))
            .Select(round => figure(round, others[round.Number]))
            .OfType<double>());
    }
}
