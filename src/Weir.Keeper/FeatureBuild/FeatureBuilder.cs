using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Events.Storage;
using Weir.Events.Transport;
using Weir.Keeper.Store;
using Weir.Releases;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Keeper.FeatureBuild;

/// <summary>
/// Makes a signed signals release from the last hour of the event store, and reads it with the node's own
/// reader before anybody else sees it.
/// </summary>
public sealed class FeatureBuilder
{
    private readonly DuckDbEngine _engine;
    private readonly ColumnsQuery _columns;
    private readonly TimeProvider _time;

    /// <param name="store">With the active set described.</param>
    /// <param name="columns">How the database is asked for its columns.</param>
    /// <param name="time">When it is now, where nobody says.</param>
    public FeatureBuilder(DuckDbStore store, ColumnsQuery columns, TimeProvider time)
        : this(store.Engine, columns, time)
    {
    }

    internal FeatureBuilder(DuckDbEngine engine, ColumnsQuery columns, TimeProvider time) =>
        (_engine, _columns, _time) = (engine, columns, time);

    /// <param name="state">What the node said last.</param>
    /// <param name="key">Of the role signals.</param>
    /// <param name="now">Drills set it; else the clock's.</param>
    public Outcome<BuiltSignals, BuildRefusal> Build(
        NodeState state, SigningKey key, DateTimeOffset? now = null)
    {
        if (!state.SignalsIntake)
        {
            return Outcome<BuiltSignals, BuildRefusal>.Fail(new BuildRefusal(
                BuildRefusalKind.IntakeHeld, RefusalReason.Unset, "the node holds the layer signals"));
        }

        var at = now ?? _time.GetUtcNow();
        if (!Measure(state.Columns.Features, at).Try(out var measurement, out var refusal)
            || !CheckPlan.Of(state.Columns.Features).Try(out var plan, out refusal))
        {
            return Outcome<BuiltSignals, BuildRefusal>.Fail(refusal);
        }

        var sections = ContentWriter.Signals(
            measurement.Features, measurement.Traffic, measurement.Counts, measurement.Measured);
        var terms = new ReleaseTerms(
            Layer.Signals, state.NextSignals, at, at + Limits.SignalsExpire,
            new ReleaseNeeds(measurement.Features.Length, 0, measurement.Traffic.Length));
        return BundleMaker.Make(sections, terms, [key], plan).Match(
            bundle => Outcome<BuiltSignals, BuildRefusal>.Ok(
                new BuiltSignals(bundle, state.NextSignals, measurement)),
            static refused => Outcome<BuiltSignals, BuildRefusal>.Fail(BuildRefusal.Of(refused)));
    }

    /// <summary>The columns of the database, joined with definitions by name.</summary>
    internal Outcome<ImmutableArray<FeatureDefinition>, BuildRefusal> Columns(
        ImmutableArray<FeatureDefinition> definitions) =>
        _engine.Read(_columns.Text, static row => new ColumnRow(row.GetString(0), row.GetString(1)))
            .Match(
                rows => FeatureJoin.Join(rows, definitions),
                static fault => Outcome<ImmutableArray<FeatureDefinition>, BuildRefusal>.Fail(Of(fault)));

    /// <summary>What the last whole minutes say, of an hour at most.</summary>
    internal Outcome<HourMeasurement, BuildRefusal> Measure(
        ImmutableArray<FeatureDefinition> definitions, DateTimeOffset now)
    {
        if (!Columns(definitions).Try(out var joined, out var refusal))
        {
            return Outcome<HourMeasurement, BuildRefusal>.Fail(refusal);
        }

        var rested = (now - Limits.FeatureBuildRest).UtcDateTime;
        var measured = new DateTimeOffset(
            rested.Ticks - (rested.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var hour = new HourQueries(_engine, measured);
        if (!hour.Missing(joined).Try(out var features, out var fault)
            || !hour.Minutes().Try(out var counts, out fault)
            || !hour.Traffic().Try(out var traffic, out fault))
        {
            return Outcome<HourMeasurement, BuildRefusal>.Fail(Of(fault));
        }

        return features.IsEmpty && !definitions.IsEmpty
            ? Outcome<HourMeasurement, BuildRefusal>.Fail(new BuildRefusal(
                BuildRefusalKind.NoTraffic, RefusalReason.Unset,
                $"no scored request in the hour before {measured:u}"))
            : Outcome<HourMeasurement, BuildRefusal>.Ok(
                new HourMeasurement(features, [.. traffic], [.. counts], measured));
    }

    private static BuildRefusal Of(StoreFault fault) =>
        new(BuildRefusalKind.Store, RefusalReason.Unset, $"{fault.Kind}: {fault.Detail}");
}
