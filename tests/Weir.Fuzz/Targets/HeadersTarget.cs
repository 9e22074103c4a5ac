using System.Text;
using Weir.Decisions;
using Weir.Decisions.Signals;
using Weir.Fuzz.Oracles;

namespace Weir.Fuzz.Targets;

/// <summary>The header block at the end of what an HTTP/1 server consumed.</summary>
public sealed class HeadersTarget : IFuzzTarget
{
    public string Name => "headers";

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        [.. "\r\n\r\n"u8], [.. "\r\n"u8], [.. "\n"u8], [.. "\r"u8], [.. ":"u8], [.. " :"u8],
        [.. "\r\n folded: x"u8],
        [.. "GET /b HTTP/1.1\r\nHost: b\r\n\r\n"u8], [.. "Host: a\r\n"u8], [.. "Content-Length: 3\r\n"u8],
        [0],
        [.. "transfer-encoding: chunked\r\n"u8], [.. "0\r\nTrailer: 1\r\n\r\n"u8], [.. " HTTP/1.1\r\n"u8],
        [.. "Empty:\r\n"u8], [.. "X:\t \t\r\n"u8],
    ];

    // Ends it as a header block ends, perhaps with one more line.
    public byte[] Reshape(byte[] input, Random chance)
    {
        var rest = input.AsSpan();
        while (rest.EndsWith("\r\n"u8))
        {
            rest = rest[..^2];
        }

        return [.. rest, .. chance.Next(2) == 0 ? "\r\n"u8 : "\r\nA: b\r\n"u8, .. "\r\n"u8];
    }

    public string Check(ReadOnlySpan<byte> input)
    {
        var bytes = input.ToArray();
        var most = Math.Min(Limits.HeaderLines, bytes.Count(value => value == '\n') + 2);
        var found = 0;
        var faults = FramingFaults.None;
        for (var count = 0; count <= most; count++)
        {
            if (CheckCount(bytes, count) is { } here)
            {
                found++;
                faults |= here;
            }
        }

        return $"{Math.Min(found, 4)} {faults}";
    }

    private static FramingFaults? CheckCount(byte[] bytes, int count)
    {
        var lines = new HeaderLine[Limits.HeaderLines];
        var status = HeaderBlock.Read(bytes, count, lines, out var request);
        var expected = SlowHeaders.Read(bytes, count);
        var sound = expected is { } block && SlowHeaders.LooksLikeRequestLine(block.RequestLine);
        FuzzFailure.Unless(status == (sound ? HeaderBlockStatus.Found : HeaderBlockStatus.Missing),
            $"{status}");
        FuzzFailure.Unless(
            HeaderBlock.HasBareLineFeed(bytes, count) == SlowHeaders.HasBareLineFeed(bytes, count),
            $"bare line feeds with {count} lines");
        if (!sound || expected is not { } oracle)
        {
            return null;
        }

        for (var i = 0; i < count; i++)
        {
            var (name, value) = (Text(lines[i].Name(bytes)), Text(lines[i].Value(bytes)));
            FuzzFailure.Unless((name, value) == oracle.Lines[i], $"line {i} of {count}");
        }

        var (method, target) = (Text(request.Method(bytes)), Text(request.Target(bytes)));
        var shown = $"{method} {target} HTTP/1.{request.MinorVersion}";
        FuzzFailure.Unless(oracle.RequestLine.EndsWith(shown, StringComparison.Ordinal),
            "another request line");
        var names = HeaderBlock.Names(bytes, lines.AsSpan(0, count));
        FuzzFailure.Unless(names == string.Join(',', oracle.Lines.Select(line => line.Name)), "other names");
        CheckHash(bytes, lines, count, oracle.Lines);
        return HeaderBlock.Framing(bytes, lines.AsSpan(0, count));
    }

    private static void CheckHash(
        byte[] bytes, HeaderLine[] lines, int count, List<(string Name, string Value)> expected)
    {
        var hash = new StableHash();
        foreach (var (name, _) in expected)
        {
            hash.Add(Encoding.Latin1.GetBytes(name));
        }

        FuzzFailure.Unless(HeaderBlock.NamesHash(bytes, lines.AsSpan(0, count)) == hash.Value,
            "another hash");
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
