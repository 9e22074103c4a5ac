using System.Buffers.Binary;
using System.Text;
using Weir.Decisions.Signals;

namespace Weir.Fuzz.Building;

/// <summary>Writes ClientHello messages, sound and otherwise.</summary>
public sealed class HelloBuilder
{
    public ushort Version { get; set; } = 0x0303;

    public byte[] SessionId { get; set; } = [];

    public List<ushort> Ciphers { get; init; } = [];

    /// <summary>Null writes no extension block at all.</summary>
    public List<(ushort Type, byte[] Data)>? Extensions { get; init; } = [];

    public HelloBuilder With(ushort type, byte[] data)
    {
        Extensions?.Add((type, data));
        return this;
    }

    public byte[] Build()
    {
        byte[] extensions = Extensions is null
            ? []
            : Vector16([.. Extensions.SelectMany(e => (byte[])[.. Number(e.Type), .. Vector16(e.Data)])]);
        byte[] body =
        [
            .. Number(Version), .. new byte[32], .. Vector8(SessionId), .. Vector16(Numbers(Ciphers)), 1, 0,
            .. extensions,
        ];
        return [1, (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];
    }

    public static byte[] ServerName(string name) =>
        Vector16([0, .. Vector16(Encoding.Latin1.GetBytes(name))]);

    public static byte[] Alpn(params byte[][] names) => Vector16([.. names.SelectMany(Vector8)]);

    public static byte[] List8(params ushort[] numbers) => Vector8(Numbers(numbers));

    public static byte[] List16(params ushort[] numbers) => Vector16(Numbers(numbers));

    public static byte[] KeyShares(params ushort[] groups) =>
        Vector16([.. groups.SelectMany(group => (byte[])[.. Number(group), 0, 1, 7])]);

    /// <summary>A message of the same facts as a parsed one.</summary>
    public static byte[] Rebuild(ClientHello hello)
    {
        var builder = new HelloBuilder { Version = hello.LegacyVersion, Ciphers = [.. hello.Ciphers] };
        var seen = new HashSet<ushort>();
        foreach (var type in hello.Extensions)
        {
            builder.With(type, seen.Add(type) ? Content(hello, type) : []);
        }

        return builder.Build();
    }

    /// <summary>The message in handshake records of the given sizes, the last size repeated.</summary>
    public static byte[] Records(ReadOnlySpan<byte> message, params int[] sizes)
    {
        var records = new List<byte>();
        for (var i = 0; !message.IsEmpty; i++)
        {
            var size = Math.Min(message.Length, Math.Clamp(sizes[Math.Min(i, sizes.Length - 1)], 1, 16384));
            records.AddRange([22, 3, 1, .. Vector16(message[..size])]);
            message = message[size..];
        }

        return [.. records];
    }

    public static byte[] Vector8(byte[] bytes) => [(byte)bytes.Length, .. bytes];

    public static byte[] Vector16(ReadOnlySpan<byte> bytes) => [.. Number((ushort)bytes.Length), .. bytes];

    private static byte[] Content(ClientHello hello, ushort type) => type switch
    {
        TlsNumbers.ServerName => ServerName(hello.ServerName ?? "-"),
        TlsNumbers.Alpn => Alpn([.. hello.Alpn.Select(Encoding.Latin1.GetBytes)]),
        TlsNumbers.SupportedVersions => List8([.. hello.SupportedVersions]),
        TlsNumbers.SignatureAlgorithms => List16([.. hello.SignatureAlgorithms]),
        TlsNumbers.SupportedGroups => List16([.. hello.Groups]),
        TlsNumbers.KeyShare => KeyShares([.. hello.KeyShareGroups]),
        TlsNumbers.SessionTicket => hello.HasTicket ? [1] : [],
        _ => [],
    };

    private static byte[] Numbers(IEnumerable<ushort> numbers) => [.. numbers.SelectMany(Number)];

    private static byte[] Number(ushort number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
        return bytes;
    }
}
