using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Weir.Drills.Load;

/// <summary>The population at work on a node until it is told to stop. Counts at the clients alone.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    /// <summary>Names each request, so that the origin's log can be laid beside the clients'.</summary>
    public const string MarkHeader = "X-Drill-Mark";

    private readonly ConcurrentQueue<RequestResult> _results = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly TimeSpan _between;
    private readonly Task[] _visitors;
    private long _mark;

    private LoadRun(
        Uri plain, Uri secure, ImmutableArray<Visitor> visitors, TimeSpan between, TimeProvider time)
    {
        _time = time;
        _between = between;
        _began = time.GetTimestamp();
        _visitors = [.. visitors.Select(v => Task.Run(() => VisitAsync(v, v.Http2 ? secure : plain)))];
    }

    /// <summary>By the clients' clock, since the load began.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_began);

    public int Count => _results.Count;

    public static LoadRun Start(
        Uri plain, Uri secure, ImmutableArray<Visitor> visitors, TimeSpan between, TimeProvider time) =>
        new(plain, secure, visitors, between, time);

    /// <summary>
    /// One request of each protocol, which is not counted: a program that has just begun compiles what serves
    /// its first requests, and that is part of no incident. One that fails here fails again in the load.
    /// </summary>
    public static async Task BeginAsync(Uri plain, Uri secure)
    {
        using var client = Client();
        foreach (var (node, version) in new[]
        {
            (plain, HttpVersion.Version11), (secure, HttpVersion.Version20),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, node)
            {
                Version = version,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            try
            {
                using var answer = await client.SendAsync(request, CancellationToken.None);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                continue;
            }
        }
    }

    /// <summary>Waits until this many more requests have ended.</summary>
    /// <exception cref="OperationCanceledException">The drill is to end.</exception>
    public async Task MoreAsync(int requests, TimeSpan atMost, CancellationToken stop)
    {
        var wanted = _results.Count + requests;
        var began = _time.GetTimestamp();
        while (_results.Count < wanted && _time.GetElapsedTime(began) < atMost)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), _time, stop);
        }
    }

    /// <summary>Ends after the requests that are on their way.</summary>
    public async Task<ImmutableArray<RequestResult>> StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_visitors);
        return [.. _results.OrderBy(static r => r.At)];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_visitors);
        _stop.Dispose();
    }

    private async Task VisitAsync(Visitor visitor, Uri node)
    {
        using var client = Client();
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            _results.Enqueue(await SendAsync(client, visitor, visitor.Steps[i % visitor.Steps.Length], node));
            if (_between > TimeSpan.Zero)
            {
                await Task.Delay(_between, _time, CancellationToken.None);
            }
        }
    }

    private static HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A scratch node has a certificate of its own that nobody has signed.
        SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
    })
    {
        Timeout = TimeSpan.FromSeconds(15),
    };

    private async Task<RequestResult> SendAsync(HttpClient client, Visitor visitor, Step step, Uri node)
    {
        var mark = Interlocked.Increment(ref _mark);
        using var request = new HttpRequestMessage(new HttpMethod(step.Method), new Uri(node, step.Path))
        {
            Version = visitor.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var (name, value) in visitor.Headers.Concat(step.Headers))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation(MarkHeader, mark.ToString(CultureInfo.InvariantCulture));
        if (step.Method == "POST")
        {
            request.Content = new StringContent("user=admin&password=hunter2");
        }

        var at = Elapsed;
        var began = _time.GetTimestamp();
        try
        {
            using var answer = await client.SendAsync(request, CancellationToken.None);
            await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
            return new RequestResult(
                visitor, step, mark, at, _time.GetElapsedTime(began), (int)answer.StatusCode,
                answer.Headers.Contains(Scratch.RecordingOrigin.Line));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return new RequestResult(visitor, step, mark, at, _time.GetElapsedTime(began), 0, false);
        }
    }
}
