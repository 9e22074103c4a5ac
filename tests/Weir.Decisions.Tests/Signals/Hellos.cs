using Weir.Decisions.Signals;
using Weir.Fuzz.Building;

namespace Weir.Decisions.Tests.Signals;

/// <summary>Hellos of known content.</summary>
internal static class Hellos
{
    /// <summary>As a current browser sends it, GREASE everywhere it may stand.</summary>
    public static HelloBuilder Browser(bool resumed = false)
    {
        var hello = new HelloBuilder { Ciphers = [0x2a2a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f] }
            .With(0x3a3a, [])
            .With(TlsNumbers.ServerName, HelloBuilder.ServerName("A.Example.TEST"))
            .With(0x0017, [])
            .With(TlsNumbers.SupportedGroups, HelloBuilder.List16(0x5a5a, 0x11ec, 0x001d))
            .With(TlsNumbers.SessionTicket, resumed ? [1, 2, 3] : [])
            .With(TlsNumbers.Alpn, HelloBuilder.Alpn([.. "h2"u8], [.. "http/1.1"u8]))
            .With(TlsNumbers.SignatureAlgorithms, HelloBuilder.List16(0x4a4a, 0x0403, 0x0804, 0x0401))
            .With(TlsNumbers.KeyShare, HelloBuilder.KeyShares(0x5a5a, 0x11ec, 0x001d))
            .With(TlsNumbers.SupportedVersions, HelloBuilder.List8(0x6a6a, 0x0304, 0x0303))
            .With(TlsNumbers.Padding, new byte[resumed ? 3 : 40]);
        return resumed
            ? hello.With(TlsNumbers.EarlyData, []).With(TlsNumbers.PreSharedKey, new byte[50])
            : hello;
    }

    public static ClientHello Parsed(HelloBuilder builder) => Parsed(builder.Build());

    public static ClientHello Parsed(byte[] message)
    {
        Assert.True(ClientHello.Parse(message).Try(out var hello, out var error), error.Text());
        return hello;
    }

    /// <summary>A recording from the fuzzer's corpus, put together from its records.</summary>
    public static byte[] Recorded(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "corpus", "hello", file));
        var assembler = new ClientHelloAssembler();
        Assert.Equal(AssemblyStatus.Complete, assembler.Append(bytes));
        return assembler.Message.ToArray();
    }
}
