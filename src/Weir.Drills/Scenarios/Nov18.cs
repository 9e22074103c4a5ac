using System.Globalization;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Catalogue;
using Weir.Drills.Reporting;
using Weir.Drills.Scratch;
using Weir.Releases;
using Weir.Releases.Lifecycle;

namespace Weir.Drills.Scenarios;

/// <summary>
/// 18 November 2025: the query for the columns of the feature table returns every row more than once,
/// because replicas of the database have become visible. Four times, each past one layer more.
/// Source: blog.cloudflare.com/18-november-2025-outage.
/// </summary>
internal static class Nov18
{
    public const string Name = "nov18";

    public const string Summary =
        "The feature list comes out doubled: at the builder, at the node, at the vector, and again and again";

    private const int Refreshes = 12;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    public static async Task<DrillReport> RunAsync(DrillSettings settings, CancellationToken stop)
    {
        await using var stage = await Stage.SetAsync(settings, stop);
        await using var keeper = ScratchKeeper.Open(stage.Node);
        using var door = new ReleaseDoor(stage.Node.AdminSocket);
        var before = await stage.PhaseAsync("load on a node in order");

        AtTheBuilder(stage, keeper);
        await AtTheNodeAsync(stage, keeper, door, stop);
        var full = await AtTheVectorAsync(stage);
        var after = await stage.PhaseAsync("nobody did anything");
        await AlternatingAsync(stage, keeper, door, stop);

        var tally = await stage.EndAsync();
        stage.CheckVisitors(tally);
        stage.CheckScored(tally, before, "scores were there before");
        var without = Stage.Inside(tally, full).Requests();
        stage.Check(
            "requests went on without a score while the vector was full",
            without.Reasons.GetValueOrDefault("FeatureLimit") > 0,
            $"{without.Reasons.GetValueOrDefault("FeatureLimit")} as FeatureLimit");
        stage.CheckScored(tally, after, "scores came back, by nobody");
        return stage.Report(Name, Summary, tally);
    }

    private static void AtTheBuilder(Stage stage, ScratchKeeper keeper)
    {
        stage.Mark("(a) a replica is attached; the careless query runs");
        // The build rests until a minute is over; the drill's clock has not got the time to wait for one.
        stage.Node.Clock.Advance(TimeSpan.FromMinutes(2));
        var stored = keeper.Store();
        stage.Check("events were stored", stored > 0, $"{stored} events");
        keeper.Attach();
        var taken = keeper.Build(careless: true).Try(out _, out var refusal);
        var detail = refusal.Detail ?? "";
        stage.Refused("builder", refusal.Name, detail);
        var named = stage.Node.Edge.Columns.Features.Select(static f => f.Name)
            .Order(StringComparer.Ordinal).Count(n => detail.Contains(n, StringComparison.Ordinal));
        stage.Check(
            "the builder refuses duplicates and names ten of them",
            !taken && refusal.Reason == RefusalReason.DuplicateFeature && named >= 10,
            $"{refusal.Name}: {detail}");
        stage.Check(
            "the careful query is not misled", keeper.Build(careless: false).Try(out _, out var careful),
            careful.Detail ?? "built");
    }

    private static async Task AtTheNodeAsync(
        Stage stage, ScratchKeeper keeper, ReleaseDoor door, CancellationToken stop)
    {
        var features = stage.Node.Edge.Columns.Features.Length;
        while (features * (1 + keeper.Replicas) <= Limits.Features)
        {
            keeper.Attach();
        }

        stage.Mark("(b) a bundle with that list, correctly signed, skips the builder");
        var (bundle, found) = keeper.SkipTheBuilder();
        stage.Reckon($"{features} features, {keeper.Replicas} replicas: {features} x {1 + keeper.Replicas} = "
            + $"{features * (1 + keeper.Replicas)} rows, the limit is {Limits.Features}");
        stage.Check(
            "the careless query returns every row once for each database",
            found == features * (1 + keeper.Replicas), $"{found} rows");
        var before = stage.Node.Desk.State.Active;
        var answer = await door.SubmitAsync(bundle, stop);
        stage.Refused("node", answer.Reason, answer.Detail);
        stage.Check(
            "the node refuses it, naming duplicates and limit",
            answer is { Status: 422, Reason: nameof(RefusalReason.DuplicateFeature) }
                && answer.Detail.Contains($"{Limits.Features}", StringComparison.Ordinal)
                && answer.Detail.Contains($"{found}", StringComparison.Ordinal),
            $"{answer.Status} {answer.Reason}: {answer.Detail}");
        stage.Check(
            "what runs did not change", ReferenceEquals(before, stage.Node.Desk.State.Active),
            $"generation {stage.Node.Desk.State.Active.Generation}");
    }

    private static async Task<(TimeSpan From, TimeSpan To)> AtTheVectorAsync(Stage stage)
    {
        stage.Mark("(c) one feature more than there is room for, past every gate");
        var features = Overfill(stage);
        var desk = stage.Node.Desk;
        if (desk.State.Active.Scoring.Plan is { } plan)
        {
            desk.ActivateUnchecked(ScoringPlan.Unchecked(features, plan.Model), "a drill");
        }

        var phase = await stage.PhaseAsync("the feature set that refused them runs");
        var given = stage.Now;
        while (stage.Now - given < Limits.DemotionWindow
            && desk.State.History.All(static e => e.Kind != DeskEventKind.Demoted))
        {
            await stage.PartAsync();
        }

        var activated = desk.State.History.FirstOrDefault(static e => e.Kind == DeskEventKind.Activated);
        var demoted = desk.State.History.FirstOrDefault(static e => e.Kind == DeskEventKind.Demoted);
        stage.Check(
            "the node went back by itself within ten seconds",
            demoted is not null && activated is not null
                && demoted.At - activated.At <= Limits.DemotionWindow
                && desk.State.Active.Scoring.Plan?.Features.Count > 0,
            demoted is null ? "no demotion" : $"after {(demoted.At - activated?.At)?.TotalSeconds:0.0} s: "
                + demoted.Detail);
        return phase;
    }

    private static async Task AlternatingAsync(
        Stage stage, ScratchKeeper keeper, ReleaseDoor door, CancellationToken stop)
    {
        stage.Mark("(d) good and bad lists alternate for an hour of the drill's clock");
        long highest = 0;
        int good = 0, bad = 0, fallen = 0;
        for (var refresh = 0; refresh < Refreshes; refresh++)
        {
            stage.Node.Clock.Advance(Every);
            await stage.PartAsync();
            keeper.Store();
            stage.Node.Desk.Tick();
            var careless = refresh % 2 == 1;
            if (careless)
            {
                bad += await OneBadAsync(stage, keeper, door, stop) ? 1 : 0;
            }
            else
            {
                good += await OneGoodAsync(stage, keeper, door, stop) ? 1 : 0;
            }

            var active = stage.Node.Desk.State.Active.Number(Layer.Signals);
            fallen += active < highest ? 1 : 0;
            highest = Math.Max(highest, active);
        }

        var state = stage.Node.Desk.State;
        var alarms = state.Alarms.Where(static a => a.Key == "refused:signals").ToArray();
        stage.Check("every good list was taken", good == Refreshes / 2, $"{good} of {Refreshes / 2}");
        stage.Check("every bad list was refused, twice", bad == Refreshes / 2, $"{bad} of {Refreshes / 2}");
        stage.Check(
            "no oscillation: the active number only rose", fallen == 0 && highest == good,
            $"it fell {fallen} times, and is {highest}");
        stage.Check(
            "one alarm, however often", alarms is [{ Count: > 1 }],
            $"{alarms.Length} alarms, raised {alarms.FirstOrDefault()?.Count} times");
        stage.Check(
            "signals were proven meanwhile",
            state.History.Any(static e => e is { Kind: DeskEventKind.Proven, Layer: Layer.Signals }),
            $"{state.History.Count(static e => e.Kind == DeskEventKind.Proven)} proofs");
    }

    private static async Task<bool> OneGoodAsync(
        Stage stage, ScratchKeeper keeper, ReleaseDoor door, CancellationToken stop)
    {
        if (!keeper.Build(careless: false).Try(out var built, out var refusal))
        {
            stage.Mark($"a good build is refused: {refusal.Name}: {refusal.Detail}");
            return false;
        }

        var answer = await door.SubmitAsync(built.Bundle, stop);
        stage.Mark($"signals {built.Number}: {answer.Status} {answer.Reason} {answer.Detail}".TrimEnd());
        return answer.Status == 202;
    }

    private static async Task<bool> OneBadAsync(
        Stage stage, ScratchKeeper keeper, ReleaseDoor door, CancellationToken stop)
    {
        var built = keeper.Build(careless: true).Try(out _, out var refusal);
        stage.Refused("builder", refusal.Name, refusal.Detail ?? "");
        var answer = await door.SubmitAsync(keeper.SkipTheBuilder().Bundle, stop);
        stage.Refused("node", answer.Reason, answer.Detail);
        stage.Mark($"a doubled list: builder {refusal.Name}, node {answer.Reason}");
        return !built && refusal.Reason == RefusalReason.DuplicateFeature
            && answer is { Status: 422, Reason: nameof(RefusalReason.DuplicateFeature) };
    }

    /// <returns>The set as the refusal left it.</returns>
    private static FeatureSet Overfill(Stage stage)
    {
        const int given = Limits.Features + 1;
        var definitions = Enumerable.Range(0, given)
            .Select(static i => new FeatureDefinition(
                string.Create(CultureInfo.InvariantCulture, $"drill_{i:000}"), FeatureType.F32,
                string.Create(CultureInfo.InvariantCulture, $"len(http.user_agent) + {i}")))
            .ToArray();
        var features = new FeatureSet(RequestFields.All.Catalogue);
        stage.Reckon($"{given} distinct features are given, there is room for {Limits.Features}");
        if (features.AppendWithNames(definitions).Try(out var taken, out var refusal))
        {
            stage.Check("the feature set is Full", false, $"took {taken} features");
            return features;
        }

        stage.Refused("vector", refusal.Reason.ToString(), refusal.Culprit);
        stage.Check(
            "the feature set is Full",
            refusal.Reason == FeatureRefusalReason.Full && refusal.Culprit == definitions[^1].Name,
            refusal.ToString());
        stage.Check("all or none were taken", features.Count == 0, $"{features.Count} taken");
        return features;
    }
}
