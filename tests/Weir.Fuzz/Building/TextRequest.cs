using System.Net;
using Weir.Decisions.Signals.Requests;

namespace Weir.Fuzz.Building;

/// <summary>
/// A request out of any text: a request line, then header lines; whatever is not there is empty.
/// </summary>
public sealed class TextRequest : RequestView
{
    private readonly List<(string Name, string Value)> _headers = [];

    public TextRequest(string text)
    {
        var lines = text.Split('\n');
        var start = lines[0].Split(' ');
        Method = start[0];
        var target = start.Length > 1 ? start[1] : "";
        var mark = target.IndexOf('?');
        (Path, Query) = mark < 0 ? (target, "") : (target[..mark], target[(mark + 1)..]);
        Http = start[^1] switch
        {
            "HTTP/1.0" => HttpGeneration.Http10,
            "HTTP/1.1" => HttpGeneration.Http11,
            "HTTP/2" => HttpGeneration.Http2,
            "HTTP/3" => HttpGeneration.Http3,
            _ => HttpGeneration.Unset,
        };
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':');
            _headers.Add(colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..].Trim()));
        }
    }

    public override string Method { get; }

    public override string Path { get; }

    public override string Query { get; }

    public override string Host => Header("host") ?? "";

    public override HttpGeneration Http { get; }

    public override IPAddress Peer => IPAddress.Loopback;

    public override long At => 0;

    public override ConnectionView Connection { get; } = new(true, null, null, null, static () => null);

    public override string HeaderOrder => string.Join(',', _headers.Select(header => header.Name));

    public override int HeaderCount => _headers.Count;

    public override string? Header(string name)
    {
        foreach (var header in _headers)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value;
            }
        }

        return null;
    }
}
