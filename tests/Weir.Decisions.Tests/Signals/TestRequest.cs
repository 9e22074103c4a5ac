using System.Net;
using Weir.Decisions.Signals;
using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Tests.Signals;

/// <summary>A request as a test wants it. Headers keep their order, which is also the header order.</summary>
internal sealed class TestRequest : RequestView
{
    private readonly List<KeyValuePair<string, string>> _headers = [];
    private string? _order;

    public override string Method { get; } = "GET";

    public override string Path { get; } = "/";

    public override string Query { get; } = "";

    public override string Host { get; } = "a.test";

    public override HttpGeneration Http { get; } = HttpGeneration.Http11;

    public override IPAddress Peer { get; } = IPAddress.Loopback;

    public override long At => 0;

    public override ConnectionView Connection { get; } = ConnectionView.Plain;

    public override string? HeaderOrder => _order;

    public override int HeaderCount => _headers.Count;

    public TestRequest()
    {
    }

    public TestRequest(
        string method = "GET", string path = "/", string query = "",
        HttpGeneration http = HttpGeneration.Http11, ConnectionView? connection = null,
        IPAddress? peer = null)
    {
        (Method, Path, Query, Http) = (method, path, query, http);
        (Connection, Peer) = (connection ?? ConnectionView.Plain, peer ?? IPAddress.Loopback);
    }

    /// <summary>A connection over TLS, with the hello and opening of a recorded program.</summary>
    public static ConnectionView Over(string? program, bool http2)
    {
        var hello = program is null ? null : Hellos.Parsed(Recorded("hellos.txt", program));
        var opening = program is null || !http2 ? null : Opening(Recorded("openings.txt", program));
        return new ConnectionView(
            true, hello, hello is null ? null : Ja4.Of(hello), hello is null ? null : Ja4.Stable(hello),
            () => opening);
    }

    public IEnumerable<string> Lines => _headers.Select(header => $"{header.Key}: {header.Value}");

    /// <summary>As one line: name, colon, value.</summary>
    public TestRequest With(params string[] lines)
    {
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':');
            _headers.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }

        _order = string.Join(',', _headers.Select(header => header.Key));
        return this;
    }

    /// <summary>The order is not known: behind a proxy, say.</summary>
    public TestRequest WithoutOrder()
    {
        _order = null;
        return this;
    }

    public override string? Header(string name)
    {
        foreach (var header in _headers)
        {
            if (header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value;
            }
        }

        return null;
    }

    private static byte[] Recorded(string file, string program) =>
        Convert.FromHexString(
            DataRows.Of(file).Select(row => row.Split('|')).First(row => row[1] == program)[2]);

    private static Http2Opening Opening(byte[] bytes)
    {
        Assert.Equal(Http2OpeningStatus.Complete, Http2Opening.Read(bytes, out var opening));
        Assert.NotNull(opening);
        return opening;
    }
}
