using System.Text.Json;
using Weir.Decisions.Signals;
using Weir.Decisions.Signals.Recorded;
using Weir.Fuzz.Building;

namespace Weir.Decisions.Tests.Signals.Recorded;

public sealed class HelloMaskTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EverythingThatIsRead_Stays(bool resumed) => AssertSame(Hellos.Browser(resumed).Build());

    [Theory]
    [InlineData("chromium.tls")]
    [InlineData("curl.tls")]
    [InlineData("no-extensions.tls")]
    public void RecordedHellos_StayThemselves(string file) => AssertSame(Hellos.Recorded(file));

    [Fact]
    public void HellosOfTheCorpus_StayThemselves()
    {
        foreach (var line in File.ReadLines(Corpora.FileOrSkip("ja4/clienthello.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            AssertSame(Convert.FromHexString(row.RootElement.GetProperty("client_hello").GetString() ?? ""));
        }
    }

    [Fact]
    public void RandomSessionKeysAndTickets_AreGone()
    {
        byte[] secret = [0xde, 0xad, 0xbe, 0xef, 0xde, 0xad, 0xbe, 0xef];
        byte[] share = [0, 12, 0, 0x1d, 0, 8, .. secret];
        var message = new HelloBuilder { Ciphers = [0x1301] }
            .With(TlsNumbers.SessionTicket, secret)
            .With(TlsNumbers.KeyShare, share)
            .With(0xfe0d, secret)
            .With(0x9999, secret)
            .With(TlsNumbers.PreSharedKey, secret)
            .Build();
        message.AsSpan(6, 32).Fill(0xde);

        var masked = Masked(message);

        Assert.Equal(message.Length, masked.Length);
        Assert.DoesNotContain((byte)0xde, masked);
        Assert.DoesNotContain((byte)0xef, masked);
        Assert.Equal([0x001d], Hellos.Parsed(masked).KeyShareGroups.ToArray());
    }

    [Fact]
    public void EveryTruncation_IsRefusedOrMasked()
    {
        var message = Hellos.Browser().Build();
        for (var length = 0; length < message.Length; length++)
        {
            if (HelloMask.Of(message.AsSpan(0, length)) is { } masked)
            {
                Assert.Equal(length, masked.Length);
            }
        }
    }

    private static byte[] Masked(byte[] message)
    {
        var masked = HelloMask.Of(message);
        Assert.NotNull(masked);
        return masked;
    }

    private static void AssertSame(byte[] message)
    {
        var (before, after) = (Hellos.Parsed(message), Hellos.Parsed(Masked(message)));
        Assert.Equal(Ja4.Of(before), Ja4.Of(after));
        Assert.Equal(Ja4.Stable(before), Ja4.Stable(after));
        Assert.Equal(before.Ciphers.ToArray(), after.Ciphers.ToArray());
        Assert.Equal(before.Extensions.ToArray(), after.Extensions.ToArray());
        Assert.Equal(before.SupportedVersions.ToArray(), after.SupportedVersions.ToArray());
        Assert.Equal(before.SignatureAlgorithms.ToArray(), after.SignatureAlgorithms.ToArray());
        Assert.Equal(before.Groups.ToArray(), after.Groups.ToArray());
        Assert.Equal(before.KeyShareGroups.ToArray(), after.KeyShareGroups.ToArray());
        Assert.Equal(before.Alpn, after.Alpn);
        Assert.Equal(
            (before.ServerName, before.SessionIdLength, before.LegacyVersion, before.HasGrease),
            (after.ServerName, after.SessionIdLength, after.LegacyVersion, after.HasGrease));
        Assert.Equal(before.HasTicket, after.HasTicket);
        Assert.Equal(
            (before.HasPreSharedKey, before.HasEarlyData, before.HasDuplicateExtensions),
            (after.HasPreSharedKey, after.HasEarlyData, after.HasDuplicateExtensions));
    }
}
