using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Weir.Cli.Tests.Processes;

/// <summary>
/// Visitors that ask without a pause on kept-alive connections, and go elsewhere only when they are told:
/// by <c>Connection: close</c> or GOAWAY, and then by an address where nobody listens any more.
/// </summary>
internal sealed class Crowd
{
    private const int EachAtOnce = 4;

    private readonly ConcurrentQueue<string> _failures = [];
    private readonly CountdownEvent _warm;
    private readonly TaskCompletionSource _allWarm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _answered;

    public Crowd(WeirProcess weir, int each)
    {
        _warm = new CountdownEvent(each * (2 + EachAtOnce));
        var visitors = new List<Task>();
        for (var i = 0; i < each; i++)
        {
            visitors.Add(Task.Run(() => KeepAliveAsync(weir.Http)));
            visitors.Add(Task.Run(() => KeepAliveAsync(weir.Https)));
            var client = Clients.To(weir.Https, HttpVersion.Version20);
            for (var at = 0; at < EachAtOnce; at++)
            {
                visitors.Add(Task.Run(() => Http2Async(client)));
            }
        }

        Gone = Task.WhenAll(visitors);
    }

    /// <summary>Completes when everybody was answered a few times.</summary>
    public Task Warm => _allWarm.Task;

    /// <summary>Completes when nobody asks any more.</summary>
    public Task Gone { get; }

    public IReadOnlyCollection<string> Failures => _failures;

    public long Answered => Interlocked.Read(ref _answered);

    private async Task KeepAliveAsync(Uri address)
    {
        var asked = 0;
        var told = true;
        while (true)
        {
            try
            {
                using var visitor = await RawVisitor.ConnectAsync(address);
                for (told = false; !told; told = await AskAsync(visitor, asked++))
                {
                }
            }
            catch (SocketException e) when (told && e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return;
            }
            catch (Exception failure)
            {
                _failures.Enqueue($"{address.Scheme} request {asked}: {failure.Message}");
                _allWarm.TrySetResult();
                return;
            }
        }
    }

    /// <returns>Whether the answer says that the connection ends.</returns>
    private async Task<bool> AskAsync(RawVisitor visitor, int asked)
    {
        // Every third has a body, and none may be sent twice.
        await visitor.SendAsync(asked % 3 == 2
            ? "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello"
            : "GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var answer = await visitor.AnswerAsync() ?? throw new InvalidOperationException("no answer");
        if (answer.Status != 200)
        {
            throw new InvalidOperationException($"{answer.Status} {answer.Body}");
        }

        Count(asked);
        return answer.Close;
    }

    private async Task Http2Async(HttpClient client)
    {
        for (var asked = 0; ; asked++)
        {
            try
            {
                using var body = new ByteArrayContent("hello"u8.ToArray());
                using var response = await (asked % 3 == 2
                    ? client.PostAsync("/upload", body, WeirProcess.Ct)
                    : client.GetAsync("/echo", WeirProcess.Ct));
                response.EnsureSuccessStatusCode();
                Count(asked);
            }
            catch (HttpRequestException e) when (e is
                { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } })
            {
                // A new connection was needed, because the old one said GOAWAY, and there is none to have.
                return;
            }
            catch (Exception failure)
            {
                _failures.Enqueue($"h2 request {asked}: {failure}");
                _allWarm.TrySetResult();
                return;
            }
        }
    }

    private void Count(int asked)
    {
        Interlocked.Increment(ref _answered);
        if (asked == 10 && _warm.Signal())
        {
            _allWarm.TrySetResult();
        }
    }
}
