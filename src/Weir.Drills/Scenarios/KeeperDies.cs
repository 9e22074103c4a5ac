using System.Diagnostics;
using System.Globalization;
using Weir.Decisions;
using Weir.Decisions.Verdicts;
using Weir.Drills.Reporting;
using Weir.Drills.Scratch;
using Weir.Events.Queue;
using Weir.Events.Schema;
using Weir.Keeper.Store;

namespace Weir.Drills.Scenarios;

/// <summary>
/// The process beside the node fails in four ways: killed, stopped with a full queue behind it, busy on every
/// processor, out of memory. Visitors must not notice, and it must come back by itself each time.
/// </summary>
internal static class KeeperDies
{
    public const string Name = "keeper-dies";

    public const string Summary =
        "The keeper is killed, stopped while the queue fills, busy on every processor, out of memory";

    private const int MostOffers = 4_000_000;

    /// <summary>One drop may be bad luck in the rush; these are a full queue.</summary>
    private const int Refused = 64;

    private static readonly TimeSpan FillAtMost = TimeSpan.FromSeconds(15);

    /// <summary>What visitors may wait longer than before, at the 99th of a hundred.</summary>
    private static readonly TimeSpan Slower = TimeSpan.FromMilliseconds(250);

    /// <summary>Of a processor in a second: less is no fault that could hurt.</summary>
    private const double Busy = 0.1;

    public static async Task<DrillReport> RunAsync(DrillSettings settings, CancellationToken stop)
    {
        await using var stage = await Stage.SetAsync(settings, stop);
        var phases = new List<Phase>();
        Tally tally;
        await using (var keeper = KeeperBeside.Start(stage.Node, settings.Program, stop))
        {
            stage.Reckon($"waits and timeouts of the keeper's side pass {KeeperBeside.Faster} times as fast");
            await ComesBackAsync(stage, keeper, 0, "a keeper stores events");
            phases.Add(await PhaseAsync(stage, "load with a keeper in order"));
            await KilledAsync(stage, keeper, phases);
            await StoppedAsync(stage, keeper, phases, stop);
            await BusyAsync(stage, keeper, phases);
            await OutOfMemoryAsync(stage, keeper, phases);
            tally = await stage.EndAsync();
        }

        stage.CheckVisitors(tally);
        foreach (var phase in phases)
        {
            stage.CheckScored(tally, phase.When, $"scores were there: {phase.What}");
        }

        CheckTimes(stage, tally, phases);
        CheckStored(stage);
        return stage.Report(Name, Summary, tally);
    }

    private static async Task KilledAsync(Stage stage, KeeperBeside keeper, List<Phase> phases)
    {
        var process = await keeper.StoringAsync(0);
        keeper.KillFor(KeeperFault.Unset);
        phases.Add(await PhaseAsync(stage, "the keeper is killed"));
        await ComesBackAsync(stage, keeper, process, "after kill -9 another one stores");
    }

    private static async Task StoppedAsync(
        Stage stage, KeeperBeside keeper, List<Phase> phases, CancellationToken stop)
    {
        var process = await keeper.StoringAsync(0);
        if (!keeper.Suspend())
        {
            stage.Mark("this system stops no processes");
            return;
        }

        stage.Mark("the keeper is stopped, and the queue fills");
        var (offered, dropped) = await FillAsync(stage.Node.Events, stop);
        stage.Check(
            "the queue was full and said so",
            dropped >= Refused && stage.Node.Events.Count > Limits.EventQueue / 2,
            $"{stage.Node.Events.Count} events wait after {offered} offers, {dropped} dropped");
        phases.Add(await PhaseAsync(stage, "the keeper is stopped and the queue is full"));
        await ComesBackAsync(stage, keeper, process, "the stopped one is ended and another one stores");
    }

    private static async Task BusyAsync(Stage stage, KeeperBeside keeper, List<Phase> phases)
    {
        var process = await keeper.StoringAsync(0);
        keeper.KillFor(KeeperFault.Processor);
        var busy = await keeper.StoringAsync(process);
        var began = Stopwatch.GetTimestamp();
        var before = KeeperBeside.ProcessorTime(busy);
        phases.Add(await PhaseAsync(stage, "the keeper is busy on every processor"));
        var took = Stopwatch.GetElapsedTime(began);
        var spent = KeeperBeside.ProcessorTime(busy) - before;
        stage.Check(
            "it was busy", spent > took * Busy,
            Text($"{spent.TotalSeconds:0.0} s of processors in {took.TotalSeconds:0.0} s"));
        keeper.KillFor(KeeperFault.Unset);
        await ComesBackAsync(stage, keeper, busy, "after the busy one another one stores");
    }

    private static async Task OutOfMemoryAsync(Stage stage, KeeperBeside keeper, List<Phase> phases)
    {
        keeper.KillFor(KeeperFault.Memory);
        if (await keeper.SpoiltAsync() is not { } growing)
        {
            stage.Check("one without memory was started", false, keeper.Last);
            return;
        }

        var ending = keeper.EndAsync(growing);
        phases.Add(await PhaseAsync(stage, "the keeper's memory grows until it ends"));
        var (how, peak) = await ending;
        var bound = Limits.KeeperHeapBytes + (Limits.StoreMemoryMegabytes + RuntimeMegabytes) * Megabyte;
        stage.Check(
            "it ended by itself, within its bound", how is not null and not "exit code 0" && peak < bound,
            $"{how ?? "it did not end"}, at most {peak / Megabyte} MB seen, "
                + $"the bound is {bound / Megabyte} MB");
        await ComesBackAsync(
            stage, keeper, growing.ProcessId, "after the one without memory another one stores");
    }

    private const long Megabyte = 1024 * 1024;

    /// <summary>What the runtime and libraries take beside the heap and the database.</summary>
    private const long RuntimeMegabytes = 200;

    private static async Task<Phase> PhaseAsync(Stage stage, string what) =>
        new(what, await stage.PhaseAsync(what));

    private static async Task ComesBackAsync(Stage stage, KeeperBeside keeper, int after, string claim)
    {
        var began = stage.Now;
        var process = await keeper.StoringAsync(after);
        stage.Mark(claim);
        stage.Check(
            claim, process != 0,
            process == 0 ? keeper.Last : Text($"within {(stage.Now - began).TotalSeconds:0.0} s"));
    }

    /// <summary>Offers events until there is no room, as any number of visitors would.</summary>
    private static async Task<(int Offered, int Dropped)> FillAsync(
        EventQueue queue, CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        enough.CancelAfter(FillAtMost);
        var filling = Task.Run(() => Fill(queue, enough.Token), CancellationToken.None);
        return await filling;
    }

    private static (int Offered, int Dropped) Fill(EventQueue queue, CancellationToken enough)
    {
        var (offered, dropped) = (0, 0);
        while (offered < MostOffers && dropped < Refused && !enough.IsCancellationRequested)
        {
            offered++;
            dropped += queue.Offer(new RequestEvent
            {
                Id = new RequestId((ulong)offered, 0),
                At = queue.Time.GetUtcNow(),
                Site = "shop",
                Method = "GET",
                Path = "/drill",
                Status = 200,
                Unscored = UnscoredReason.NoRelease,
                Verdict = Verdict.Forward,
            }) == EventFate.Dropped ? 1 : 0;
        }

        return (offered, dropped);
    }

    private static void CheckTimes(Stage stage, Tally tally, List<Phase> phases)
    {
        var times = phases.Select(p => (p.What, Stage.Inside(tally, p.When).Requests().P99)).ToArray();
        foreach (var (what, time) in times)
        {
            stage.Reckon(Text($"p99 {time:0.0} ms: {what}"));
        }

        var most = times[0].P99 + Slower.TotalMilliseconds;
        stage.Check(
            "nobody waited much longer", times.All(t => t.P99 <= most),
            Text($"p99 {times[0].P99:0.0} ms before, {times.Max(static t => t.P99):0.0} ms at most, ")
                + Text($"{most:0.0} ms allowed"));
    }

    /// <summary>The database, after everything that died on it, against what the node was told.</summary>
    private static void CheckStored(Stage stage)
    {
        var told = stage.Node.Events.Tally();
        if (!DuckDbStore.Open(stage.Node.Folder, stage.Node.Clock).Try(out var store, out var fault))
        {
            stage.Check("the database can be read afterwards", false, fault.Detail);
            return;
        }

        using (store.Engine)
        {
            var found = store.Engine.Read(
                $"SELECT count(*) FROM {StoreNames.RequestView}", static row => row.GetInt64(0));
            var rows = found.Try(out var counts, out fault) ? counts[0] : -1;
            stage.Check(
                "every event that was said to be stored is there", told.Stored > 0
                    && rows >= told.Stored && rows <= told.Stored + told.Uncertain
                    && store.MovedAside is null,
                $"{rows} rows {fault.Detail}; {told.Stored} said to be stored, {told.Uncertain} unknown, "
                    + $"{told.Dropped} dropped of {told.Offered} offered");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Phase(string What, (TimeSpan From, TimeSpan To) When);
}
