using System.Text.Json;
using Weir.Decisions.Signals;

namespace Weir.Decisions.Tests.Signals;

public sealed class Ja4CorpusTests
{
    [Fact]
    public void Ja4_OfRecordedHellos_IsWhatTheReferenceSays()
    {
        var lines = 0;
        foreach (var line in File.ReadLines(Corpora.FileOrSkip("ja4/clienthello.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            var bytes = Convert.FromHexString(row.RootElement.GetProperty("client_hello").GetString() ?? "");
            var transport = row.RootElement.GetProperty("transport").GetString() switch
            {
                "tcp" => Ja4Transport.Tls,
                "quic" => Ja4Transport.Quic,
                _ => Ja4Transport.Unset,
            };
            Assert.True(ClientHello.Parse(bytes).Try(out var hello, out var error),
                $"{error} in {line[..120]}");
            Assert.Equal(row.RootElement.GetProperty("ja4").GetString(), Ja4.Of(hello, transport));
            Assert.StartsWith("s", Ja4.Stable(hello, transport));
            lines++;
        }

        Assert.True(lines >= 65, $"only {lines} hellos");
    }
}
