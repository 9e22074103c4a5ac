using Weir.Decisions;
using Weir.Edge.Configuration;

namespace Weir.Edge.Forwarding;

/// <summary>Active health: asks one origin for a path at an interval. 2xx and 3xx are healthy.</summary>
internal sealed class OriginProbe : IDisposable
{
    private readonly Origin _origin;
    private readonly Uri _address;
    private readonly HealthSettings _settings;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private int _asking;
    private volatile bool _disposed;

    public OriginProbe(Origin origin, Uri address, HealthSettings settings, TimeProvider time)
    {
        _origin = origin;
        _address = address;
        _settings = settings;
        _time = time;
        _timer = time.CreateTimer(
            static state => (state as OriginProbe)?.Tick(), this, TimeSpan.Zero, settings.Interval);
    }

    public void Dispose()
    {
        _disposed = true;
        _timer.Dispose();
    }

    private void Tick()
    {
        // A slow answer is awaited once, not once more at each tick.
        if (!_disposed && Interlocked.Exchange(ref _asking, 1) == 0)
        {
            _ = AskAsync();
        }
    }

    [Boundary("a health request fails in every way that a client library can fail")]
    private async Task AskAsync()
    {
        try
        {
            using var stop = new CancellationTokenSource(_settings.Timeout, _time);
            using var request = new HttpRequestMessage(HttpMethod.Get, _address);
            request.Version = _origin.Plain.Version ?? request.Version;
            request.VersionPolicy = _origin.Plain.VersionPolicy ?? request.VersionPolicy;
            request.Headers.TryAddWithoutValidation("User-Agent", "weir-health");
            using var answer = await _origin.Invoker.SendAsync(request, stop.Token).ConfigureAwait(false);
            var status = (int)answer.StatusCode;
            Report(status is >= 200 and < 400 ? null : $"health request answered {status}");
        }
        catch (OperationCanceledException)
        {
            Report("health request not answered in time");
        }
        catch (Exception)
        {
            Report("health request failed");
        }
        finally
        {
            Volatile.Write(ref _asking, 0);
        }
    }

    private void Report(string? error)
    {
        if (!_disposed)
        {
            _origin.Health.Probed(error);
        }
    }
}
