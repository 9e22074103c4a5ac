using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Decisions;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Watching;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("plain text, it's fine", "plain text, it's fine")]
    [InlineData("grüße 日本 😀", "grüße 日本 😀")]
    [InlineData("a\nb\r\tc", @"a\u000ab\u000d\u0009c")]
    [InlineData("\u001b[31mred", @"\u001b[31mred")]
    [InlineData("\u202etxt.exe", @"\u202etxt.exe")]
    [InlineData("\u2028\u2029\u0085\u007f\0", @"\u2028\u2029\u0085\u007f\u0000")]
    public void Clean_LeavesTextAndNamesTheRest(string text, string expected) =>
        Assert.Equal(expected, LogText.Clean(text));

    [Fact]
    public void Clean_NamesHalfACharacter() =>
        Assert.Equal(@"\ud83d alone \ude00", LogText.Clean("\ud83d alone \ude00"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HostileMessage_StaysOnOneLine(bool terminal)
    {
        var line = Write("first\n{\"severity\":\"error\"}\u001b[2J", terminal);
        Assert.Equal(1, line.Count(c => c == '\n'));
        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', line);
    }

    [Fact]
    public void Terminal_ReadsAsOneShortLine() =>
        Assert.Equal("03:04:05.000 warning     a.key [client] hello\n", Write("hello", terminal: true));

    [Fact]
    public void Json_HasWhatAPersonWouldReadAfterDecoding() =>
        Assert.Equal("it's a \"quote\" \\u000a",
            JsonDocument.Parse(Write("it's a \"quote\" \n", terminal: false))
                .RootElement.GetProperty("message").GetString());

    [Fact]
    public void LongMessage_IsCutAndMarked()
    {
        var cut = LogText.Cut(new string('x', Limits.LogMessage + 1));
        Assert.Equal(Limits.LogMessage, cut.Length);
        Assert.EndsWith("x…", cut, StringComparison.Ordinal);
    }

    private static string Write(string message, bool terminal)
    {
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var entry = new LogEntry(at, LogSeverity.Warning, "a.key", FaultOwner.Client, message, null, 0);
        var buffer = new ArrayBufferWriter<byte>();
        LogText.Write(in entry, terminal, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
