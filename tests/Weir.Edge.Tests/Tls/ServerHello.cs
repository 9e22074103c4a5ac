using System.Buffers.Binary;

namespace Weir.Edge.Tests.Tls;

/// <summary>Of a gateway's hello (RFC 8446, section 4.1.3) what a test asks for.</summary>
internal static class ServerHello
{
    /// <param name="received">The connection from its first byte on.</param>
    public static List<ushort> Extensions(ReadOnlySpan<byte> received)
    {
        const int SessionId = 5 + 4 + 2 + 32;
        const int CipherAndCompression = 3;
        var at = SessionId + 1 + received[SessionId] + CipherAndCompression;
        var rest = received.Slice(at + 2, BinaryPrimitives.ReadUInt16BigEndian(received[at..]));
        var types = new List<ushort>();
        while (rest.Length >= 4)
        {
            types.Add(BinaryPrimitives.ReadUInt16BigEndian(rest));
            rest = rest[(4 + BinaryPrimitives.ReadUInt16BigEndian(rest[2..]))..];
        }

        return types;
    }
}
