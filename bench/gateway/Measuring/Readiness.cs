using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Weir.Bench.Gateway.Ground;
using Weir.Bench.Gateway.Load;
using Weir.Bench.Gateway.Peers;

namespace Weir.Bench.Gateway.Measuring;

/// <summary>Tells when a proxy forwards, and that what it forwards is the origin's answer.</summary>
internal static class Readiness
{
    /// <summary>How long a proxy may take to start before it is left out.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Polls with new connections; false once the program has ended or the limit is reached.
    /// </summary>
    public static async Task<bool> WaitAsync(Child child, int port, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Limit && !child.HasExited)
        {
            if (await AnswersAsync(port, stop))
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), stop);
        }

        return false;
    }

    /// <summary>
    /// Null when all three wires give the origin's answer, otherwise what came instead. A listener may open
    /// a little after the one that answered first, so a wrong answer gets a few seconds to become right.
    /// </summary>
    public static async Task<string?> CheckAsync(Peer peer, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var problem = await WrongAnswerAsync(peer, stop);
            if (problem is null || clock.Elapsed > Settling)
            {
                return problem;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), stop);
        }
    }

    private static async Task<string?> WrongAnswerAsync(Peer peer, CancellationToken stop)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        foreach (var scenario in Scenario.All)
        {
            var version = scenario.Wire == Wire.Http2Tls ? HttpVersion.Version20 : HttpVersion.Version11;
            using var request = new HttpRequestMessage(HttpMethod.Get, scenario.Url(peer.Ports));
            request.Version = version;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            try
            {
                using var answer = await client.SendAsync(request, stop);
                var body = await answer.Content.ReadAsByteArrayAsync(stop);
                if (answer.StatusCode != HttpStatusCode.OK || body.Length != Scenario.AnswerBytes)
                {
                    return $"{scenario.Title} answers {(int)answer.StatusCode} with {body.Length} bytes";
                }
            }
            catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
            {
                stop.ThrowIfCancellationRequested();
                return $"{scenario.Title}: {problem.Message}";
            }
        }

        return null;
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken stop)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bounded.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, bounded.Token);
            var request = $"GET {Scenario.Path} HTTP/1.1\r\n"
                + $"Host: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n";
            await socket.SendAsync(Encoding.ASCII.GetBytes(request), bounded.Token);
            var answer = new byte[12];
            var read = 0;
            while (read < answer.Length)
            {
                var more = await socket.ReceiveAsync(answer.AsMemory(read), bounded.Token);
                if (more == 0)
                {
                    return false;
                }

                read += more;
            }

            return answer.AsSpan().SequenceEqual("HTTP/1.1 200"u8);
        }
        catch (Exception problem) when (problem is SocketException or OperationCanceledException)
        {
            stop.ThrowIfCancellationRequested();
            return false;
        }
    }
}
