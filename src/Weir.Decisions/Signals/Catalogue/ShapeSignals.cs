using System.Collections.Frozen;
using System.Collections.Immutable;
using Weir.Decisions.Language.Fields;
using Weir.Decisions.Signals.Coherence;
using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>What is asked for, and how.</summary>
internal sealed class ShapeSignals : SignalFamily
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AssetEndings =
        FrozenSet.Create(
            StringComparer.OrdinalIgnoreCase,
            "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "jxl", "ico",
            "bmp",
            "woff", "woff2", "ttf", "otf", "eot", "mp4", "webm", "mp3", "ogg", "wav", "m4a", "wasm",
            "webmanifest")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public override ImmutableArray<Field> Fields { get; } =
    [
        Number("request.version", "The HTTP version: 1, 1.1, 2 or 3."),
        Number("request.method_code", "The method as a category number: 1 GET, 2 HEAD, 3 POST, 4 other"
            + " safe ones,"
            + " 5 others."),
        Bool("request.navigation", "A page is asked for, as Sec-Fetch-Mode or Accept say."),
        Number("request.dest_code", "Sec-Fetch-Dest as a category number; 0 without it."),
        Number("path.depth", "Segments of the path."),
        Number("path.length", "Characters of the path."),
        Bool("path.is_asset", "The path ends like a stylesheet, script, image, font or other asset."),
        Number("query.count", "Parameters of the query."),
        Number("query.length", "Characters of the query."),
        Number("ip.version", "4 or 6."),
    ];

    public override void Write(RequestSignals request, ref SignalWriter writer)
    {
        var view = request.View;
        writer.Number(Version(view.Http));
        writer.Number(Method(view.Method));
        writer.Bool(request.Headers.IsNavigation);
        writer.Number((int)FetchMetadata.Dest(request.Headers.FetchDest));
        writer.Number(Depth(view.Path));
        writer.Number(view.Path.Length);
        writer.Bool(IsAsset(view.Path));
        writer.Number(Parameters(view.Query));
        writer.Number(view.Query.Length);
        writer.Number(view.Peer.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            && !view.Peer.IsIPv4MappedToIPv6 ? 6 : 4);
    }

    /// <summary>By the ending of the path's last segment.</summary>
    public static bool IsAsset(ReadOnlySpan<char> path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        return dot >= 0 && AssetEndings.Contains(name[(dot + 1)..]);
    }

    private static double Version(HttpGeneration generation) => generation switch
    {
        HttpGeneration.Http10 => 1,
        HttpGeneration.Http11 => 1.1,
        HttpGeneration.Http2 => 2,
        HttpGeneration.Http3 => 3,
        HttpGeneration.Unset => double.NaN,
        _ => double.NaN,
    };

    private static int Method(string method) => method switch
    {
        "GET" => 1,
        "HEAD" => 2,
        "POST" => 3,
        "OPTIONS" => 4,
        _ => 5,
    };

    private static int Depth(ReadOnlySpan<char> path)
    {
        var depth = 0;
        for (var i = 0; i < path.Length; i++)
        {
            depth += path[i] != '/' && (i == 0 || path[i - 1] == '/') ? 1 : 0;
        }

        return depth;
    }

    private static int Parameters(ReadOnlySpan<char> query)
    {
        var count = 0;
        for (var i = 0; i < query.Length; i++)
        {
            count += query[i] != '&' && (i == 0 || query[i - 1] == '&') ? 1 : 0;
        }

        return count;
    }
}
