using System.Text;
using CsCheck;
using Weir.Decisions.Signals;
using Weir.Fuzz.Oracles;

namespace Weir.Decisions.Tests.Signals;

public sealed class HeaderBlockTests
{
    private const string Fake = "GET /fake HTTP/1.1\r\nEvil: 1\r\n\r\n";

    private static readonly Gen<string> Name = One("Host", "host", "Accept", "cookie", "X-a", "Cookie");

    private static readonly Gen<string> Line = Gen.Select(
        Name, One(":", ": ", ":\t "), One("", "a", "b:c", "GET / HTTP/1.1", "x "),
        (name, colon, value) => $"{name}{colon}{value}\r\n");

    private static readonly Gen<string> Before = One(
        "", Fake, "hello", "5\r\nhello\r\n0\r\nTrailer: 1\r\n\r\n", "0\r\n\r\n", "a b c ", "\r\n",
        "{\"a\": \"b\"}\n");

    [Fact]
    public void TheCurrentRequest_IsFound_WhateverBodiesWereConsumedBefore() =>
        Gen.Select(Before.Array[0, 4], Line.Array[0, 12]).Sample((before, lines) =>
        {
            var text = $"{string.Concat(before)}GET /now HTTP/1.1\r\n{string.Concat(lines)}\r\n";
            var bytes = Encoding.Latin1.GetBytes(text);
            var found = new HeaderLine[16];
            Assert.Equal(HeaderBlockStatus.Found,
                HeaderBlock.Read(bytes, lines.Length, found, out var request));
            Assert.Equal("/now"u8, request.Target(bytes));
            Assert.True(request.Method(bytes).EndsWith("GET"u8));
            Assert.Equal(SlowHeaders.Read(bytes, lines.Length)?.Lines, found[..lines.Length].Select(line =>
                (Text(line.Name(bytes)), Text(line.Value(bytes)))));
        });

    [Fact]
    public void Names_KeepOrderAndCasing()
    {
        var (bytes, lines) = Read("Host: x\r\nuSeR-AgEnt: q\r\nAccept:\r\n", 3);
        Assert.Equal("Host,uSeR-AgEnt,Accept", HeaderBlock.Names(bytes, lines));
        Assert.Equal("", HeaderBlock.Names(bytes, []));
    }

    [Fact]
    public void NamesHash_IsOfOrderAndCasing_NotOfValues()
    {
        var hash = Hash("Host: x\r\nAccept: */*\r\n");
        Assert.Equal(hash, Hash("Host: other\r\nAccept:\r\n"));
        string[] others =
            ["Accept: a\r\nHost: x\r\n", "host: x\r\nAccept: a\r\n", "HostA: x\r\nccept: a\r\n"];
        Assert.All(others, other => Assert.NotEqual(hash, Hash(other)));
    }

    [Fact]
    public void NamesHash_IsTheSameInEveryProcess() =>
        Assert.Equal(17439662965085569252UL, Hash("Host: x\r\nUser-Agent: y\r\nAccept-Language: z\r\n"));

    [Theory]
    [InlineData("", 0)]
    [InlineData("\r\n\r\n", 0)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n", 1)]
    [InlineData("GET / HTTP/1.1\nHost: x\n\n", 1)]
    [InlineData("Host: x\r\n\r\n", 1)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", 2)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", 0)]
    [InlineData("GET / HTTP/1.1\r\nHost x\r\n\r\n", 1)]
    [InlineData("GET / HTTP/2.0\r\nHost: x\r\n\r\n", 1)]
    [InlineData("GET /HTTP/1.1\r\nHost: x\r\n\r\n", 1)]
    [InlineData(" / HTTP/1.1\r\nHost: x\r\n\r\n", 1)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", -1)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", 17)]
    public void WhatIsNoBlock_IsMissing(string text, int count)
    {
        var status = HeaderBlock.Read(Encoding.Latin1.GetBytes(text), count, new HeaderLine[16], out _);
        Assert.Equal(HeaderBlockStatus.Missing, status);
    }

    [Theory]
    [InlineData("Host: x\r\nAccept: caf\u00e9\tb\r\n", 2, FramingFaults.None)]
    [InlineData("Content-Length: 1\r\ntransfer-encoding: chunked\r\n", 2,
        FramingFaults.LengthAndTransferEncoding)]
    [InlineData("Host: x\r\nHOST: y\r\n", 2, FramingFaults.DuplicateHost)]
    [InlineData("Content-length: 1\r\nContent-Length: 1\r\n", 2, FramingFaults.DuplicateContentLength)]
    [InlineData("Content-Length: +1\r\n", 1, FramingFaults.BadContentLength)]
    [InlineData("Content-Length: 1, 1\r\n", 1, FramingFaults.BadContentLength)]
    [InlineData("Content-Length:\r\n", 1, FramingFaults.BadContentLength)]
    [InlineData("A: b\nc\r\n", 1, FramingFaults.BareLineFeed)]
    [InlineData("A: b\rc\r\n", 1, FramingFaults.BareCarriageReturn)]
    [InlineData("A: b\0c\r\nB: c\r\n", 2, FramingFaults.ControlCharacter)]
    [InlineData("A: b\r\nB: c\u007f\r\n", 2, FramingFaults.ControlCharacter)]
    [InlineData("A: b\r\n c: d\r\n", 2, FramingFaults.ObsoleteFolding | FramingFaults.BadName)]
    [InlineData("A : b\r\n", 1, FramingFaults.SpaceBeforeColon | FramingFaults.BadName)]
    [InlineData(": b\r\n", 1, FramingFaults.BadName)]
    public void Framing_NamesWhatParsersMayReadDifferently(string text, int count, FramingFaults expected)
    {
        var (bytes, lines) = Read(text, count);
        Assert.Equal(expected, HeaderBlock.Framing(bytes, lines));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nA: b\r\n\r\n", 1, false)]
    [InlineData("GET / HTTP/1.1\nA: b\r\n\r\n", 1, true)]
    [InlineData("GET / HTTP/1.1\r\nA: b\n\r\n", 1, true)]
    [InlineData("GET / HTTP/1.1\r\nA: b\r\n\n", 1, true)]
    [InlineData("GET / HTTP/1.1\nA: b\nC: d\n\n", 2, true)]
    [InlineData("\n\n", 0, true)]
    [InlineData("body\nbody\nGET / HTTP/1.1\r\nA: b\r\n\r\n", 1, false)]
    [InlineData("\nA: b\r\n\r\n", 1, true)]
    [InlineData("A: b\r\n\r\n", 1, false)]
    [InlineData("A: b", 1, false)]
    [InlineData("", 0, false)]
    public void BareLineFeed_IsSeen_OnlyWithinTheBlock(string text, int count, bool expected) =>
        Assert.Equal(expected, HeaderBlock.HasBareLineFeed(Encoding.Latin1.GetBytes(text), count));

    [Fact]
    public void Reading_AllocatesNothing()
    {
        var (bytes, lines) = Read("Host: x\r\nuSeR-AgEnt: q\r\nAccept:\r\n", 3);
        // The first calls make the tables that later ones search with.
        Assert.Equal(FramingFaults.None, HeaderBlock.Framing(bytes, lines));
        Assert.NotEqual(0UL, HeaderBlock.NamesHash(bytes, lines));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var status = HeaderBlock.Read(bytes, 3, lines, out _);
        var sum = HeaderBlock.NamesHash(bytes, lines) + (ulong)HeaderBlock.Framing(bytes, lines);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(HeaderBlockStatus.Found, status);
        Assert.NotEqual(0UL, sum);
    }

    private static Gen<string> One(params string[] values) =>
        Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static ulong Hash(string text)
    {
        var (bytes, lines) = Read(text, text.Split("\r\n").Length - 1);
        return HeaderBlock.NamesHash(bytes, lines);
    }

    private static (byte[] Bytes, HeaderLine[] Lines) Read(string headers, int count)
    {
        var bytes = Encoding.Latin1.GetBytes($"{Fake}POST /x HTTP/1.0\r\n{headers}\r\n");
        var lines = new HeaderLine[count];
        var status = HeaderBlock.Read(bytes, count, lines, out _);
        Assert.Equal(HeaderBlockStatus.Found, status);
        return (bytes, lines);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
