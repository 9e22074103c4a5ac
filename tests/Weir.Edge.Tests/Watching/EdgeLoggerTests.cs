using System.Text;
using System.Text.Json;
using Weir.Decisions;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Watching;

public sealed class EdgeLoggerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _time = new();
    private readonly MemoryStream _output = new();
    private readonly EdgeTelemetry _telemetry;

    public EdgeLoggerTests()
    {
        _telemetry = new EdgeTelemetry(_time);
    }

    [Fact]
    public async Task Line_CarriesEveryField()
    {
        var id = Requests.Id(5);
        var lines = await WriteAsync(log =>
            log.Write(LogSeverity.Error, "origin.unreachable", FaultOwner.Origin, "no answer", id));
        var line = Assert.Single(lines);
        Assert.Equal("2026-01-02T03:04:05.000Z", line.GetProperty("at").GetString());
        Assert.Equal("error", line.GetProperty("severity").GetString());
        Assert.Equal("origin.unreachable", line.GetProperty("key").GetString());
        Assert.Equal("origin", line.GetProperty("owner").GetString());
        Assert.Equal("no answer", line.GetProperty("message").GetString());
        Assert.Equal(id.ToString(), line.GetProperty("request").GetString());
    }

    [Fact]
    public async Task LinesOverTheBound_BecomeOneSummaryASecond()
    {
        var lines = await WriteAsync(log =>
        {
            for (var i = 0; i < 1239; i++)
            {
                log.Write(LogSeverity.Warning, "flood", FaultOwner.Client, "again");
            }

            log.Write(LogSeverity.Warning, "other", FaultOwner.Client, "unharmed");
            _time.Advance(Second);
            log.Write(LogSeverity.Warning, "flood", FaultOwner.Client, "next second");
            _time.Advance(Second);
        });
        Assert.Equal(
            ["again", "again", "again", "again", "again", "unharmed", "… and 1234 more", "next second"],
            lines.Select(line => line.GetProperty("message").GetString()));
        Assert.Equal(1234, lines[6].GetProperty("more").GetInt64());
        Assert.Equal("flood", lines[6].GetProperty("key").GetString());
        Assert.Equal(1234, _telemetry.LogLinesSuppressed);
    }

    [Fact]
    public async Task KeysOverTheBound_ShareOneAllowance()
    {
        var lines = await WriteAsync(
            log =>
            {
                for (var i = 0; i < 100; i++)
                {
                    log.Write(LogSeverity.Warning, $"key{i}", FaultOwner.Edge, "line");
                }
            },
            new EdgeLogOptions { Keys = 10 });
        Assert.Equal(10 + Limits.LogLinesPerSecond + 1, lines.Count);
        Assert.Equal("log.other_keys", lines[^1].GetProperty("key").GetString());
        Assert.Equal(85, lines[^1].GetProperty("more").GetInt64());
    }

    [Fact]
    public async Task IdleKeys_MakeRoomForNewOnes()
    {
        var lines = await WriteAsync(
            log =>
            {
                log.Write(LogSeverity.Warning, "old", FaultOwner.Edge, "line");
                _time.Advance(TimeSpan.FromSeconds(70));
                for (var i = 0; i < 6; i++)
                {
                    log.Write(LogSeverity.Warning, "new", FaultOwner.Edge, "line");
                }
            },
            new EdgeLogOptions { Keys = 1 });
        Assert.Equal("new", lines[^1].GetProperty("key").GetString());
        Assert.Equal(1, lines[^1].GetProperty("more").GetInt64());
    }

    [Fact]
    public async Task LinesBelowTheMinimum_AreNotWritten() =>
        Assert.Empty(await WriteAsync(log => log.Write(LogSeverity.Debug, "k", FaultOwner.Unset, "detail")));

    [Fact]
    public async Task StalledOutput_StallsNobodyAndIsCounted()
    {
        const int Lines = 500;
        using var gate = new ManualResetEventSlim();
        using var stalled = new GatedStream(gate, _output);
        var options = new EdgeLogOptions { Queue = 16, LinesPerSecond = Lines };
        var log = new EdgeLogger(_telemetry, stalled, options);
        for (var i = 0; i < Lines; i++)
        {
            log.Write(LogSeverity.Warning, "k", FaultOwner.Edge, "line");
        }

        // Everything above returned although not one byte could be written.
        var dropped = _telemetry.LogLinesDropped;
        Assert.InRange(dropped, 1, Lines);
        gate.Set();
        await log.DisposeAsync();
        Assert.Equal(Lines, Parse().Count + dropped);
    }

    [Fact]
    public async Task BrokenOutput_IsCountedAndEndsNothing()
    {
        var closed = new MemoryStream();
        await closed.DisposeAsync();
        await using (var log = new EdgeLogger(_telemetry, closed, new EdgeLogOptions()))
        {
            log.Write(LogSeverity.Warning, "k", FaultOwner.Edge, "one");
        }

        Assert.Equal(1, _telemetry.LogLinesDropped);
    }

    private async Task<List<JsonElement>> WriteAsync(Action<EdgeLogger> write, EdgeLogOptions? options = null)
    {
        await using (var log = new EdgeLogger(_telemetry, _output, options ?? new EdgeLogOptions()))
        {
            write(log);
        }

        return Parse();
    }

    private List<JsonElement> Parse() =>
    [
        .. Encoding.UTF8.GetString(_output.ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement),
    ];

    private sealed class GatedStream(ManualResetEventSlim gate, Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => 0;

        public override long Position { get; set; }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => 0;

        public override long Seek(long offset, SeekOrigin origin) => 0;

        public override void SetLength(long value)
        {
        }

        public override void Write(byte[] buffer, int offset, int count) =>
            Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            gate.Wait();
            inner.Write(buffer);
        }
    }
}
