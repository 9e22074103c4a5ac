using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Weir.Bench.Activation.Children;

/// <summary>One request after the other, each at its time or as soon as the one before it is over.</summary>
internal abstract class Visitor
{
    private const int Monotonic = 1;
    private const int Absolute = 1;
    private const long Nanoseconds = 1_000_000_000;

    public static IReadOnlyList<(string Name, string Value)> Headers { get; } =
    [
        ("sec-ch-ua", "\"Chromium\";v=\"140\", \"Not=A?Brand\";v=\"24\", \"Google Chrome\";v=\"140\""),
        ("sec-ch-ua-mobile", "?0"),
        ("sec-ch-ua-platform", "\"Linux\""),
        ("Upgrade-Insecure-Requests", "1"),
        ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
            + "Chrome/140.0.0.0 Safari/537.36"),
        ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"),
        ("Sec-Fetch-Site", "same-origin"),
        ("Sec-Fetch-Mode", "navigate"),
        ("Sec-Fetch-User", "?1"),
        ("Sec-Fetch-Dest", "document"),
        ("Accept-Encoding", "gzip, deflate, br, zstd"),
        ("Accept-Language", "en-GB,en;q=0.9"),
    ];

    /// <param name="first">When the first request is due, as a timestamp.</param>
    /// <param name="gap">From one to the next.</param>
    /// <param name="stopped">Asked before each.</param>
    public List<Sample> Run(long first, long gap, Func<bool> stopped)
    {
        var samples = new List<Sample>(1 << 16);
        for (var due = first; !stopped(); due += gap)
        {
            WaitUntil(due);
            var sent = Stopwatch.GetTimestamp();
            var (status, scored) = Ask();
            samples.Add(new Sample(due, sent, Stopwatch.GetTimestamp(), status, scored));
        }

        return samples;
    }

    /// <returns>Status 0 where there was no answer.</returns>
    protected abstract (int Status, bool Scored) Ask();

    // A timestamp is this clock in nanoseconds; a sleep in whole milliseconds would add one to each latency.
    private static void WaitUntil(long timestamp)
    {
        var until = new TimeSpec(timestamp / Nanoseconds, timestamp % Nanoseconds);
        if (timestamp > Stopwatch.GetTimestamp())
        {
            _ = clock_nanosleep(Monotonic, Absolute, in until, 0);
        }
    }

    [DllImport("libc")]
    private static extern int clock_nanosleep(int clock, int flags, in TimeSpec until, nint rest);

    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}

/// <summary>HTTP/1.1 in cleartext over one socket.</summary>
internal sealed class PlainVisitor(Uri node) : Visitor
{
    private readonly byte[] _request = Encoding.ASCII.GetBytes(
        $"GET /journal HTTP/1.1\r\nHost: {node.Authority}\r\n"
        + string.Concat(Headers.Select(static h => $"{h.Name}: {h.Value}\r\n")) + "\r\n");

    private readonly byte[] _room = new byte[16 * 1024];
    private Socket? _socket;

    protected override (int Status, bool Scored) Ask()
    {
        try
        {
            _socket ??= Connect();
            _socket.Send(_request);
            return Read(_socket) is { Status: > 0 } answer ? answer : Lost();
        }
        catch (SocketException)
        {
            return Lost();
        }
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = 5_000,
        };
        socket.Connect(IPAddress.Parse(node.Host), node.Port);
        return socket;
    }

    private (int, bool) Lost()
    {
        _socket?.Dispose();
        _socket = null;
        return (0, false);
    }

    private (int Status, bool Scored) Read(Socket socket)
    {
        for (var read = 0; read < _room.Length;)
        {
            var more = socket.Receive(_room.AsSpan(read));
            if (more == 0)
            {
                return (0, false);
            }

            read += more;
            var answer = _room.AsSpan(0, read);
            var head = answer.IndexOf("\r\n\r\n"u8) + 4;
            if (head > 4 && read - head >= Length(answer[..head]))
            {
                return (int.Parse(answer[9..12]), read > head && answer[head] == Origin.Scored);
            }
        }

        return (0, false);
    }

    private static int Length(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        var value = at < 0 ? "0\r"u8 : head[(at + name.Length)..];
        return int.Parse(value[..value.IndexOf((byte)'\r')]);
    }
}

/// <summary>HTTP/2 over TLS; several share the connection of their client.</summary>
internal sealed class SecureVisitor(HttpClient client, Uri node) : Visitor
{
    private readonly Uri _page = new(node, "/journal");

    public static HttpClient Connection() => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        // The node's certificate is one that nobody has signed.
        SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
    })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    protected override (int Status, bool Scored) Ask()
    {
        try
        {
            return AskAsync().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return (0, false);
        }
    }

    private async Task<(int, bool)> AskAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _page)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        return ((int)answer.StatusCode, body is [Origin.Scored, ..]);
    }
}
