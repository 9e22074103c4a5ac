using Weir.Edge.Configuration;
using Weir.Edge.Watching;

namespace Weir.Edge.Forwarding;

/// <summary>
/// Whether one origin gets requests. Failures in a row set it aside for a while; then one request, and
/// no more, is let through to see (half-open). Lock-free: a request reads one or two words.
/// </summary>
internal sealed class OriginHealth(string address, HealthSettings settings, TimeProvider time, IEdgeLog log)
{
    private readonly long _aside = Ticks(settings.Aside, time);

    // Timestamp until which the origin is set aside; 0 while it is not.
    private long _asideUntil;
    private long _lastFailureAt;
    private int _failures;
    private int _probeFailures;
    private bool _probedDown;
    private string? _lastError;

    public OriginState State => new(
        address,
        Volatile.Read(ref _asideUntil) == 0 && !Volatile.Read(ref _probedDown),
        Math.Max(Volatile.Read(ref _failures), Volatile.Read(ref _probeFailures)),
        Volatile.Read(ref _lastError));

    /// <summary>
    /// True where a request may go there now. The one that finds the time aside over becomes the trial.
    /// </summary>
    public bool Admits()
    {
        if (Volatile.Read(ref _probedDown))
        {
            return false;
        }

        var until = Volatile.Read(ref _asideUntil);
        if (until == 0)
        {
            return true;
        }

        var now = Now();
        return now >= until && Interlocked.CompareExchange(ref _asideUntil, now + _aside, until) == until;
    }

    /// <summary>A timestamp to give to <see cref="Succeeded"/>.</summary>
    public long Now() => Math.Max(time.GetTimestamp(), 1);

    /// <param name="startedAt">
    /// When the request began: one from before the last failure says nothing about the origin of now.
    /// </param>
    public void Succeeded(long startedAt)
    {
        if (Volatile.Read(ref _failures) == 0 || startedAt < Volatile.Read(ref _lastFailureAt))
        {
            return;
        }

        Volatile.Write(ref _failures, 0);
        if (Interlocked.Exchange(ref _asideUntil, 0) != 0)
        {
            log.Write(
                LogSeverity.Information, "origin.back", FaultOwner.Unset, $"Origin {address} answers again.");
        }
    }

    public void Failed(string error)
    {
        var now = Now();
        Volatile.Write(ref _lastError, error);
        Volatile.Write(ref _lastFailureAt, now);
        if (Interlocked.Increment(ref _failures) >= settings.Failures
            && Interlocked.Exchange(ref _asideUntil, now + _aside) == 0)
        {
            log.Write(
                LogSeverity.Warning, "origin.aside", FaultOwner.Origin,
                $"Origin {address} is set aside: {error}.");
        }
    }

    /// <summary>
    /// The answer of a health request; as many failures in a row as for visitors' requests count.
    /// </summary>
    /// <param name="error">Null where it was healthy.</param>
    public void Probed(string? error)
    {
        if (error is null)
        {
            Volatile.Write(ref _probeFailures, 0);
            if (Interlocked.Exchange(ref _probedDown, false))
            {
                log.Write(
                    LogSeverity.Information, "origin.healthy", FaultOwner.Unset,
                    $"Origin {address} is healthy.");
            }

            return;
        }

        Volatile.Write(ref _lastError, error);
        if (Interlocked.Increment(ref _probeFailures) >= settings.Failures
            && !Interlocked.Exchange(ref _probedDown, true))
        {
            log.Write(
                LogSeverity.Warning, "origin.unhealthy", FaultOwner.Origin,
                $"Origin {address} fails its health requests: {error}.");
        }
    }

    private static long Ticks(TimeSpan span, TimeProvider time) =>
        (long)(span.TotalSeconds * time.TimestampFrequency);
}
