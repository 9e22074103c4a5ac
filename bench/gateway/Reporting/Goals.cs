using Weir.Bench.Gateway.Load;
using Weir.Bench.Gateway.Measuring;
using Weir.Bench.Gateway.Peers;

namespace Weir.Bench.Gateway.Reporting;

/// <summary>
/// The goals of the gateway with everything that is built now; judged by medians, shown with their range.
/// </summary>
internal static class Goals
{
    private const double CpuAgainstYarp = 1.1;
    private const double CpuAgainstYarpInline = 0.95;
    private const double ExtraBytes = 600;
    private const double ReadySeconds = 1;
    private const double IdleMegabytes = 150;

    public static IReadOnlyList<Goal> Judge(Results results)
    {
        Scenario[] asked = [.. Scenario.All.Where(one => results.Options.Scenarios.Contains(one.Name))];
        return
        [
            .. asked.Select(one => Cpu(results, one, PeerNames.Weir, CpuAgainstYarp)),
            .. asked.Select(one => Cpu(results, one, PeerNames.WeirInline, CpuAgainstYarpInline)),
            .. asked.Select(one => Whole(results, one, PeerNames.Weir)),
            .. asked.Select(one => Whole(results, one, PeerNames.WeirInline)),
            .. asked.Select(one => Bytes(results, one, PeerNames.Weir, PeerNames.Forwarder)),
            .. asked.Select(one => Bytes(results, one, PeerNames.WeirInline, PeerNames.ForwarderInline)),
            Ready(results, PeerNames.Weir),
            Ready(results, PeerNames.WeirInline),
            Idle(results, PeerNames.Weir),
            Idle(results, PeerNames.WeirInline),
        ];
    }

    private static Goal Cpu(Results results, Scenario scenario, string peer, double limit)
    {
        var ratio = results.Ratio(scenario.Name, peer, PeerNames.Yarp);
        var own = results.Of(scenario.Name, peer, round => round.P99Milliseconds);
        var yarp = results.Of(scenario.Name, PeerNames.Yarp, round => round.P99Milliseconds);
        return Goal.AtMost(
            $"{peer}, {scenario.Title}: CPU at most {Text.Ratio(limit)}x bare YARP",
            ratio?.Median,
            limit,
            $"{Text.Ratios(ratio)}; p99 {Text.Tenth(own?.Median)} ms against {Text.Tenth(yarp?.Median)} ms");
    }

    /// <summary>No goal: what a machine has to give for all of it.</summary>
    private static Goal Whole(Results results, Scenario scenario, string peer) => new(
        $"{peer}, {scenario.Title}: CPU together with its keeper, against bare YARP",
        Text.Ratios(results.WholeRatio(scenario.Name, peer, PeerNames.Yarp)), GoalState.NoGoal);

    private static Goal Bytes(Results results, Scenario scenario, string peer, string forwarder)
    {
        var extra = results.ExtraBytes(scenario.Name, peer, forwarder);
        return Goal.AtMost(
            $"{peer}, {scenario.Title}: at most {ExtraBytes:0} managed bytes a request over {forwarder}",
            extra?.Median,
            ExtraBytes,
            Text.Wholes(extra));
    }

    private static Goal Ready(Results results, string peer)
    {
        var starts = results.StartsOf(peer);
        return Goal.AtMost($"{peer}: ready in {ReadySeconds:0} s", starts?.Median, ReadySeconds,
            $"{Text.Milliseconds(starts)} ms");
    }

    private static Goal Idle(Results results, string peer)
    {
        double? idle = results.Memory.FirstOrDefault(memory => memory.Peer == peer)?.IdleBytes / 1e6;
        return Goal.AtMost($"{peer}: at most {IdleMegabytes:0} MB resident when idle", idle, IdleMegabytes,
            $"{Text.Tenth(idle)} MB");
    }
}
