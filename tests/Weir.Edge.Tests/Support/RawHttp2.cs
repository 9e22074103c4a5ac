using System.Buffers.Binary;
using System.Text;
using Weir.Decisions.Signals;
using Weir.Fuzz.Building;

namespace Weir.Edge.Tests.Support;

/// <summary>A visitor that speaks HTTP/2 frame by frame.</summary>
internal sealed class RawHttp2(RawVisit visit)
{
    public const int EndStream = 1;
    public const int EndHeaders = 4;

    private const int Data = 0;
    private const int Headers = 1;
    private const int ResetStream = 3;
    private const int GoAway = 7;
    private const int Continuation = 9;
    private const int LargestFrame = 16 * 1024;

    /// <summary>Connects, without a word.</summary>
    public static async Task<RawHttp2> ConnectAsync(int port) => new(await RawClient.ConnectAsync(port));

    /// <summary>Connects, and opens with settings under which answers are easily read.</summary>
    public static async Task<RawHttp2> OpenAsync(int port)
    {
        var http2 = await ConnectAsync(port);
        await http2.SendAsync([.. Http2Writer.Preface, .. Http2Writer.Settings(new Http2Setting(1, 0))]);
        return http2;
    }

    /// <summary>The four pseudo-headers of a GET, and these fields.</summary>
    public static byte[] Get(string path = "/", string host = "a.example", params string[] fields) => Block(
        [":method: GET", ":scheme: http", $":authority: {host}", $":path: {path}", .. fields]);

    /// <summary>A header block of <c>name: value</c> each; after <c>+</c> for the table.</summary>
    public static byte[] Block(params IEnumerable<string> fields) => [.. fields.SelectMany(field =>
    {
        var plain = field.TrimStart('+');
        var colon = plain.IndexOf(": ", 1, StringComparison.Ordinal);
        return HpackWriter.Literal(plain[..colon], plain[(colon + 2)..], remember: plain != field);
    })];

    /// <summary>HEADERS and as many CONTINUATIONs as a block needs.</summary>
    public static byte[] HeadersOf(int stream, byte[] block, int flags = EndStream)
    {
        var frames = new List<byte>();
        for (var at = 0; at == 0 || at < block.Length; at += LargestFrame)
        {
            var part = block.AsSpan(at, Math.Min(LargestFrame, block.Length - at));
            var last = at + part.Length == block.Length ? EndHeaders : 0;
            frames.AddRange(Http2Writer.Frame(
                at == 0 ? Headers : Continuation, (at == 0 ? flags : 0) | last, stream, part));
        }

        return [.. frames];
    }

    public static byte[] DataOf(int stream, string text, int flags = EndStream) =>
        Http2Writer.Frame(Data, flags, stream, Encoding.Latin1.GetBytes(text));

    public static byte[] ResetOf(int stream) => Http2Writer.Frame(ResetStream, 0, stream, 0, 0, 0, 8);

    public Task SendAsync(params byte[] bytes) => visit.SendAsync(bytes);

    public Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes) => visit.TrySendAsync(bytes);

    public void Close() => visit.Close();

    /// <summary>What becomes of one stream, or of the connection before it.</summary>
    public async Task<Http2Answer> AnswerAsync(int stream)
    {
        var (block, body) = (new List<byte>(), new StringBuilder());
        int? goAway = null;
        while (await FrameAsync() is var (type, flags, on, payload))
        {
            if (type == GoAway)
            {
                goAway = (int)BinaryPrimitives.ReadUInt32BigEndian(payload.AsSpan(4));
                continue;
            }

            if (on != stream)
            {
                continue;
            }

            if (type == ResetStream)
            {
                return Answer($"reset {BinaryPrimitives.ReadUInt32BigEndian(payload)}");
            }

            if (type is Headers or Continuation)
            {
                block.AddRange(payload);
            }
            else if (type == Data)
            {
                body.Append(Encoding.Latin1.GetString(payload));
            }

            if (type is Data or Headers && (flags & EndStream) != 0)
            {
                return Answer(null);
            }
        }

        return Answer(goAway is null ? "closed" : $"goaway {goAway}");

        Http2Answer Answer(string? end) => new(Http2Answer.Decode([.. block]), body.ToString(), end);
    }

    /// <summary>Whether the connection ends, whatever else comes.</summary>
    public async Task<string> EndAsync() => (await AnswerAsync(int.MaxValue)).End ?? "open";

    private async Task<(int Type, int Flags, int Stream, byte[] Payload)?> FrameAsync()
    {
        var head = await ReadAsync(9);
        if (head.Length < 9)
        {
            return null;
        }

        var payload = await ReadAsync((head[0] << 16) | (head[1] << 8) | head[2]);
        var stream = (int)(BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(5)) & int.MaxValue);
        return (head[3], head[4], stream, payload);
    }

    private async Task<byte[]> ReadAsync(int count) =>
        Encoding.Latin1.GetBytes(await visit.ReadAsync(count).WaitAsync(TimeSpan.FromSeconds(20)));
}
