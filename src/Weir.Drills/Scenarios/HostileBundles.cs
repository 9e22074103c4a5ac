using Weir.Drills.Hostile;
using Weir.Drills.Reporting;
using Weir.Drills.Scratch;
using Weir.Releases;
using Weir.Releases.Content;

namespace Weir.Drills.Scenarios;

/// <summary>
/// Every hostile release that there is, handed in one after the other while visitors are served; then a good
/// one, and the same again.
/// </summary>
internal static class HostileBundles
{
    public const string Name = "hostile-bundles";

    public const string Summary =
        "Releases that are wrong, each in its own way, are sent under load; then a good one";

    public static async Task<DrillReport> RunAsync(DrillSettings settings, CancellationToken stop)
    {
        await using var stage = await Stage.SetAsync(settings, stop);
        await using var keeper = ScratchKeeper.Open(stage.Node);
        using var door = new ReleaseDoor(stage.Node.AdminSocket);

        // Only of a minute that it saw from its beginning to its end does the node know what it stored.
        stage.Node.Clock.Advance(TimeSpan.FromMinutes(2));
        var before = await stage.PhaseAsync("load on a node in order");
        keeper.Store();
        stage.Node.Clock.Advance(TimeSpan.FromMinutes(2));

        var content = Content(stage, keeper);
        var running = stage.Node.Desk.State.Active;
        await SendAsync(stage, All(stage, content), door, stop);
        stage.Check(
            "what runs did not change", ReferenceEquals(running, stage.Node.Desk.State.Active),
            $"generation {stage.Node.Desk.State.Active.Generation}");
        var alarms = stage.Node.Desk.State.Alarms;
        stage.Check(
            "one alarm for each layer, however often",
            alarms.Length <= 5
                && alarms.All(static a => a.Key.StartsWith("refused:", StringComparison.Ordinal)),
            string.Join(", ", alarms.Select(static a => $"{a.Key} x{a.Count}")));

        var after = await stage.PhaseAsync("a good release is sent");
        await GoodAsync(stage, content, door, stop);
        var served = await stage.PhaseAsync("it serves");

        var tally = await stage.EndAsync();
        stage.CheckVisitors(tally);
        stage.CheckScored(tally, before, "scores were there before");
        stage.CheckScored(tally, after, "scores were there while they came");
        stage.CheckScored(tally, served, "the good release scores");
        return stage.Report(Name, Summary, tally);
    }

    private static async Task SendAsync(
        Stage stage, IReadOnlyList<HostileBundle> all, ReleaseDoor door, CancellationToken stop)
    {
        stage.Mark($"{all.Count} hostile releases are sent");
        var wrong = new List<string>();
        foreach (var hostile in all)
        {
            var answer = await door.SubmitAsync(hostile.Bytes, stop);
            if (answer.Status != 422 || answer.Reason != $"{hostile.Reason}")
            {
                wrong.Add($"{hostile.Name}: {answer.Status} {answer.Reason}, not {hostile.Reason}");
            }

            stage.Refused("node", answer.Reason, hostile.Name);
        }

        stage.Check("there are forty or more", all.Count >= 40, $"{all.Count}");
        stage.Check(
            "each is refused, for its reason", wrong.Count == 0,
            wrong.Count == 0 ? $"{all.Count} of {all.Count}" : string.Join("; ", wrong));
    }

    private static async Task GoodAsync(
        Stage stage, ContentFaults content, ReleaseDoor door, CancellationToken stop)
    {
        var number = stage.Node.Desk.State.NextNumbers.GetValueOrDefault(Layer.Model, 1);
        var good = new Forge(stage.Node.Keys, stage.Node.Clock.GetUtcNow())
            .Signed(content.GoodModel, Layer.Model, number);
        var taken = await door.SubmitAsync(good, stop);
        stage.Check(
            "a good release is taken", taken.Status == 202
                && stage.Node.Desk.State.Active.Number(Layer.Model) == number,
            $"{taken.Status} {taken.Reason} {taken.Detail}");
        var again = await door.SubmitAsync(good, stop);
        stage.Refused("node", again.Reason, "the good one again");
        stage.Check(
            "the same again is refused as a replay",
            again is { Status: 422, Reason: nameof(RefusalReason.Replayed) },
            $"{again.Status} {again.Reason}");
    }

    private static ContentFaults Content(Stage stage, ScratchKeeper keeper)
    {
        if (!keeper.Build(careless: false).Try(out var built, out var refusal))
        {
            throw new DrillException($"no signals could be built: {refusal.Name}: {refusal.Detail}");
        }

        if (stage.Node.Desk.State.Active.Scoring.Plan is not { } plan
            || !ProbeSet.Make(ProbeSet.Embedded, plan).Try(out var probes, out _))
        {
            throw new DrillException("no model runs that releases could be made of");
        }

        return new ContentFaults(
            new Forge(stage.Node.Keys, stage.Node.Clock.GetUtcNow()), plan, built.Measurement, probes);
    }

    private static IReadOnlyList<HostileBundle> All(Stage stage, ContentFaults content)
    {
        var next = stage.Node.Desk.State.NextNumbers;
        var signals = next.GetValueOrDefault(Layer.Signals, 1);
        var forge = new Forge(stage.Node.Keys, stage.Node.Clock.GetUtcNow());
        return
        [
            .. EnvelopeFaults.All(forge, content.GoodSignals, signals),
            .. content.All(signals, next.GetValueOrDefault(Layer.Model, 1)),
        ];
    }
}
