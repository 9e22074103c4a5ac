using Weir.Decisions;
using Weir.Events.Transport;
using Weir.Keeper.FeatureBuild;
using Weir.Keeper.Store;
using Weir.Releases;
using Weir.Releases.History;
using Weir.Releases.Trust;

namespace Weir.Keeper.Running;

/// <summary>What came of the last build.</summary>
internal sealed record BuildEnd(DateTimeOffset At, string Reason, string Detail)
{
    public bool Accepted { get; init; }

    public bool Refused { get; init; }

    public long Number { get; init; }

    public HourMeasurement? Measured { get; init; }
}

/// <summary>Builds signals, submits them, and says what came of it once for each change.</summary>
internal sealed class BuildDesk(string dataFolder, ColumnsQuery columns, TimeProvider time)
{
    private readonly LocalKeys _keys = new(new DurableFiles(), Path.Combine(dataFolder, "keys"));

    public BuildBackOff BackOff { get; } = new();

    public BuildEnd? Last { get; private set; }

    /// <summary>
    /// Why nothing is built; null where nothing is wrong, or where the node refused it and says so itself.
    /// </summary>
    public string? Trouble => Last is { Refused: true, Measured: null } last
        ? $"no signals are built: {last.Reason}: {last.Detail}"
        : null;

    /// <param name="store">Null where it cannot be had.</param>
    /// <param name="state">Null before the node has told it.</param>
    /// <param name="submit">Gives the node a bundle.</param>
    /// <param name="now">Of the build.</param>
    /// <returns>What came of it, and whether that is another end than the last one's.</returns>
    public async Task<(BuildEnd End, bool Changed)> RunAsync(
        DuckDbStore? store, NodeState? state,
        Func<ReadOnlyMemory<byte>, ValueTask<Outcome<SubmitAnswer, TransportFault>>> submit,
        DateTimeOffset now)
    {
        var end = store is null ? Nothing(now, BuildRefusalKind.Store, "the store cannot be had now")
            : state is null ? Nothing(now, BuildRefusalKind.IntakeHeld, "the node has not told its state yet")
            : await BuildAsync(store, state, submit, now);
        Last = end;
        return (end, BackOff.Ended(end.Reason, end.Refused));
    }

    private static BuildEnd Nothing(DateTimeOffset now, BuildRefusalKind kind, string detail) =>
        Of(now, new BuildRefusal(kind, RefusalReason.Unset, detail));

    private static BuildEnd Of(DateTimeOffset now, BuildRefusal refusal) =>
        new(now, refusal.Name, refusal.Detail) { Refused = refusal.Kind == BuildRefusalKind.Refused };

    private async Task<BuildEnd> BuildAsync(
        DuckDbStore store, NodeState state,
        Func<ReadOnlyMemory<byte>, ValueTask<Outcome<SubmitAnswer, TransportFault>>> submit,
        DateTimeOffset now)
    {
        if (!_keys.Load(LocalKeys.NameOf(RoleKind.Signals)).Try(out var key, out var unloaded))
        {
            return Of(now, BuildRefusal.Of(RefusalReason.Unsigned, unloaded.Detail));
        }

        using (key)
        {
            if (!new FeatureBuilder(store, columns, time).Build(state, key, now)
                .Try(out var built, out var refusal))
            {
                return Of(now, refusal);
            }

            var end = new BuildEnd(now, "", "") { Number = built.Number, Measured = built.Measurement };
            return (await submit(built.Bundle)).Match(
                answer => end with
                {
                    Accepted = answer.Accepted,
                    Refused = !answer.Accepted,
                    Reason = answer.Accepted ? "" : answer.Reason.Length > 0 ? answer.Reason : "Refused",
                    Detail = answer.Detail,
                },
                fault => end with { Reason = "Transport", Detail = $"{fault.Kind}: {fault.Detail}" });
        }
    }
}
