using System.Collections.Frozen;
using System.Collections.Immutable;
using Weir.Decisions.Verdicts;
using Weir.Edge.Configuration;
using Weir.Events.Queue;

namespace Weir.Edge.Watching;

/// <summary>
/// Everything that the request path counts. Every call is cheap, allocates nothing and never fails.
/// </summary>
public sealed class EdgeTelemetry
{
    /// <summary>The site label of requests that no configured site answered.</summary>
    public const string NoSite = "none";

    /// <summary>Above this many sites their counters are not striped: memory before contention.</summary>
    private const int StripedSites = 1_000;

    private const int StatusClasses = 6;

    private readonly StripedCounters _unscored = new((int)UnscoredReason.SwitchedOff + 1);
    private readonly StripedCounters _stages = new((int)EdgeStage.Events + 1);
    private readonly StripedCounters _limits = new((int)LimitReason.Http2Protocol + 1);
    private readonly StripedCounters _statuses = new(StatusClasses);
    private readonly StripedCounters _faults = new((int)FaultOwner.Operator + 1);
    private readonly StripedCounters _plain = new((int)Plain.Count);
    private readonly DurationHistogram _durations = new();
    private readonly DurationHistogram _scoring = new(DurationHistogram.Short);
    private readonly SiteCounters _noSite = new(NoSite, 8);
    private readonly Lock _configuring = new();
    private volatile FrozenDictionary<string, SiteCounters> _sites =
        FrozenDictionary<string, SiteCounters>.Empty;

    public EdgeTelemetry(TimeProvider time)
    {
        Time = time;
    }

    private enum Plain
    {
        Opened,
        Closed,
        Decided,
        LinesSuppressed,
        LinesDropped,
        Captured,
        CaptureDropped,
        EventsQueued,
        EventsSampled,
        Count,
    }

    public TimeProvider Time { get; }

    /// <summary>The last finished requests.</summary>
    public RequestRing Recent { get; } = new();

    /// <summary>Spans of sampled requests; off until an exporter gives it a share.</summary>
    public EdgeTracing Tracing { get; } = new();

    /// <summary>Every site's counters, the requests without a site first.</summary>
    public ImmutableArray<SiteCounters> Sites => [_noSite, .. _sites.Values.Where(site => site != _noSite)];

    /// <summary>What the scores of the last requests saw.</summary>
    public ExplainRing Explanations { get; } = new();

    public HistogramSnapshot Durations => _durations.Read();

    public HistogramSnapshot Scoring => _scoring.Read();

    public long ConnectionsTotal => _plain.Read((int)Plain.Opened);

    public long Connections => Math.Max(0, _plain.Read((int)Plain.Opened) - _plain.Read((int)Plain.Closed));

    public long LogLinesSuppressed => _plain.Read((int)Plain.LinesSuppressed);

    public long RequestsCaptured => _plain.Read((int)Plain.Captured);

    public long CaptureDropped => _plain.Read((int)Plain.CaptureDropped);

    public long EventsQueued => _plain.Read((int)Plain.EventsQueued);

    public long EventsSampled => _plain.Read((int)Plain.EventsSampled);

    /// <summary>
    /// Finished requests about which a verdict was decided: not those that were refused before there was
    /// anything to score, which say nothing about a release.
    /// </summary>
    public long Decided => _plain.Read((int)Plain.Decided);

    public long LogLinesDropped => _plain.Read((int)Plain.LinesDropped);

    /// <summary>Makes room for these sites; counts of sites that stay are kept.</summary>
    public void Configure(ImmutableArray<SiteSettings> sites)
    {
        var stripes = sites.Length > StripedSites ? 1 : 8;
        lock (_configuring)
        {
            var before = _sites;
            var after = new Dictionary<string, SiteCounters>(sites.Length);
            foreach (var site in sites)
            {
                // Two series of one label set would make the whole page unreadable to Prometheus.
                after[site.Id] = site.Id == NoSite ? _noSite
                    : before.TryGetValue(site.Id, out var kept) ? kept
                    : new SiteCounters(site.Id, stripes);
            }

            _sites = after.ToFrozenDictionary();
        }
    }

    /// <summary>Counts a finished request and remembers it among the recent ones.</summary>
    public void RequestFinished(in RequestRecord record)
    {
        Site(record.Site).Request(record.Decision.Verdict, record.Decision.Class);
        if (record.Decision.Verdict != Verdict.Unset)
        {
            _plain.Add((int)Plain.Decided);
        }

        if (record.Decision.Unscored != UnscoredReason.None)
        {
            _unscored.Add((int)record.Decision.Unscored);
        }

        if (record.Fault != FaultOwner.Unset)
        {
            _faults.Add((int)record.Fault);
        }

        _statuses.Add(record.Status / 100);
        _durations.Observe(record.Duration);
        Recent.Add(in record);
    }

    /// <summary>A request was scored in this time, from its signals to its score.</summary>
    public void Scored(TimeSpan duration) => _scoring.Observe(duration);

    public void EdgeError(EdgeStage stage) => _stages.Add((int)stage);

    /// <param name="site">The configured id.</param>
    public void OriginError(string site) => Site(site).OriginError();

    public void LimitReached(LimitReason reason) => _limits.Add((int)reason);

    public void ConnectionOpened() => _plain.Add((int)Plain.Opened);

    public void ConnectionClosed() => _plain.Add((int)Plain.Closed);

    public long Unscored(UnscoredReason reason) => _unscored.Read((int)reason);

    public long EdgeErrors(EdgeStage stage) => _stages.Read((int)stage);

    public long LimitsReached(LimitReason reason) => _limits.Read((int)reason);

    public long Faults(FaultOwner owner) => _faults.Read((int)owner);

    /// <param name="hundreds">1 to 5, as in 1xx to 5xx; 0 for answers that never had a status.</param>
    public long Responses(int hundreds) => (uint)hundreds < StatusClasses ? _statuses.Read(hundreds) : 0;

    /// <summary>A request was offered as an event. The queue itself counts what it drops.</summary>
    internal void EventOffered(EventFate fate)
    {
        if (fate is EventFate.Queued or EventFate.Sampled)
        {
            _plain.Add((int)(fate == EventFate.Queued ? Plain.EventsQueued : Plain.EventsSampled));
        }
    }

    /// <summary>A log line was over its key's bound.</summary>
    internal void LogLineSuppressed() => _plain.Add((int)Plain.LinesSuppressed);

    /// <summary>A log line found the queue full, or could not be written.</summary>
    internal void LogLineDropped() => _plain.Add((int)Plain.LinesDropped);

    /// <summary>A request was written to a capture.</summary>
    internal void RequestCaptured() => _plain.Add((int)Plain.Captured);

    /// <summary>A request found a capture's queue full, was too long, or could not be written.</summary>
    internal void CaptureRequestDropped() => _plain.Add((int)Plain.CaptureDropped);

    private SiteCounters Site(string? id) =>
        id is not null && _sites.TryGetValue(id, out var site) ? site : _noSite;
}
