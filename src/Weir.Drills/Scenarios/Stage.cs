using Weir.Drills.Load;
using Weir.Drills.Reporting;
using Weir.Drills.Scratch;

namespace Weir.Drills.Scenarios;

/// <summary>
/// What every drill stands on: a scratch node under load, and a place for what happens, what is refused and
/// what has to hold.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<TimelineMark> _marks = [];
    private readonly List<DrillCheck> _checks = [];
    private readonly List<RefusalCount> _refusals = [];
    private readonly List<string> _arithmetic = [];
    private readonly DrillSettings _settings;
    private readonly LoadRun _load;
    private readonly CancellationToken _stop;
    private Tally? _tally;

    private Stage(ScratchNode node, LoadRun load, DrillSettings settings, CancellationToken stop) =>
        (Node, _load, _settings, _stop) = (node, load, settings, stop);

    public ScratchNode Node { get; }

    public TimeSpan Now => _load.Elapsed;

    public static async Task<Stage> SetAsync(DrillSettings settings, CancellationToken stop)
    {
        settings.Progress("starting a scratch node");
        var node = await ScratchNode.StartAsync(stop);
        await LoadRun.BeginAsync(node.Plain, node.Secure);
        var load = LoadRun.Start(
            node.Plain, node.Secure, Population.Everyone, settings.Between, TimeProvider.System);
        return new Stage(node, load, settings, stop);
    }

    /// <summary>Lets the load run on for a phase's worth of requests.</summary>
    /// <returns>When it began and when it ended.</returns>
    public async Task<(TimeSpan From, TimeSpan To)> PhaseAsync(string what)
    {
        Mark(what);
        var from = Now;
        await _load.MoreAsync(_settings.RequestsPerPhase, Patience, _stop);
        return (from, Now);
    }

    /// <summary>A third of a phase, for what happens many times.</summary>
    public Task PartAsync() =>
        _load.MoreAsync(Math.Max(20, _settings.RequestsPerPhase / 3), Patience, _stop);

    public void Mark(string what)
    {
        _settings.Progress(what);
        _marks.Add(new TimelineMark(Now, what));
    }

    public void Check(string name, bool passed, string detail) =>
        _checks.Add(new DrillCheck(name, passed, detail));

    /// <summary>The same again is counted.</summary>
    public void Refused(string layer, string reason, string culprit)
    {
        var known = _refusals.FindIndex(r => (r.Layer, r.Reason, r.Culprit) == (layer, reason, culprit));
        if (known < 0)
        {
            _refusals.Add(new RefusalCount(layer, reason, culprit, 1));
        }
        else
        {
            _refusals[known] = _refusals[known] with { Count = _refusals[known].Count + 1 };
        }
    }

    public void Reckon(string line) => _arithmetic.Add(line);

    /// <summary>Ends the load; what it saw is counted once.</summary>
    public async Task<Tally> EndAsync()
    {
        Mark("the load ends");
        return _tally ??= new Tally(await _load.StopAsync(), Node.Origin.Log);
    }

    /// <summary>What every drill holds its node to, whatever happens behind it.</summary>
    public void CheckVisitors(Tally tally)
    {
        var requests = tally.Requests();
        var verdicts = tally.Verdicts();
        Check("requests were sent", requests.Sent >= _settings.RequestsPerPhase, $"{requests.Sent} sent");
        var late = tally.Results.Count(static r => r.IsLate);
        var slowest = tally.Results.Select(static r => r.Took).DefaultIfEmpty().Max();
        var silent = tally.Results.Count(static r => r.Status == 0);
        var errors = tally.Results.Count(static r => r.Status >= 500 && !r.FromOrigin);
        Check(
            "no request failed", requests.Failed == 0,
            $"{requests.Failed} of {requests.Sent}: {silent} without an answer, {errors} errors of the edge, "
            + $"{late} answered after more than a second, slowest {slowest.TotalMilliseconds:0} ms");
        Check("nobody was wrongly blocked", verdicts.WronglyBlocked == 0, $"{verdicts.WronglyBlocked}");
        Check(
            "nobody was wrongly challenged", verdicts.WronglyChallenged == 0,
            $"{verdicts.WronglyChallenged}");
        Check(
            "no attacker got through", verdicts.WronglyForwarded == 0, $"{verdicts.WronglyForwarded}");
    }

    /// <summary>Every request that reached the origin in a phase had a score.</summary>
    public void CheckScored(Tally tally, (TimeSpan From, TimeSpan To) phase, string claim)
    {
        var counts = Inside(tally, phase).Requests();
        Check(
            claim, counts is { Scored: > 0, Unscored: 0 },
            $"{counts.Scored} scored and {counts.Unscored} unscored reached the origin");
    }

    /// <summary>None had, all for the one reason.</summary>
    public void CheckUnscored(Tally tally, (TimeSpan From, TimeSpan To) phase, string claim, string reason)
    {
        var counts = Inside(tally, phase).Requests();
        var told = counts.Reasons.GetValueOrDefault(reason);
        Check(
            claim, counts.Scored == 0 && told > 0 && told == counts.Unscored,
            $"{told} as {reason}, {counts.Unscored - told} for another reason, {counts.Scored} scored");
    }

    /// <summary>
    /// What began in a phase, but for its last moment: a request that was on its way when the phase ended
    /// belongs to neither side.
    /// </summary>
    public static Tally Inside(Tally tally, (TimeSpan From, TimeSpan To) phase) =>
        tally.Between(phase.From, phase.To - TimeSpan.FromMilliseconds(50));

    public DrillReport Report(string drill, string summary, Tally tally) => new()
    {
        Drill = drill,
        Summary = summary,
        Requests = tally.Requests(),
        Verdicts = tally.Verdicts(),
        Refusals = [.. _refusals],
        Timeline = [.. _marks],
        Checks = [.. _checks],
        Arithmetic = [.. _arithmetic],
        Slots = tally.Slots(),
        Visitors = tally.Visitors(),
        Took = Now,
    };

    public async ValueTask DisposeAsync()
    {
        await _load.DisposeAsync();
        await Node.DisposeAsync();
    }
}
