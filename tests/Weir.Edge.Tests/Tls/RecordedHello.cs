using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Weir.Edge.Tests.Tls;

/// <summary>The first bytes of a real client, for visitors that go on differently than it would.</summary>
internal static class RecordedHello
{
    /// <returns>One record, as it goes onto the wire.</returns>
    public static async Task<byte[]> TakeAsync(Hello hello)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.LocalEndpoint);
        await using var recorder = new FramingStream(socket, Framing.Whole);
        await using var tls = new SslStream(recorder);
        using (await listener.AcceptSocketAsync())
        {
            var handshake = tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = hello.ServerName ?? "",
                ApplicationProtocols = hello.Alpn,
                EnabledSslProtocols = hello.Versions,
                AllowTlsResume = false,
            });
            await Eventually.Equal(true, () => recorder.Message.Length > 0);
            listener.Stop();
            _ = handshake.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        }

        return [.. Framing.Whole.Send(recorder.Message).SelectMany(s => s)];
    }

    /// <summary>The same message with one more extension at its end.</summary>
    public static byte[] WithExtension(byte[] message, ushort type, byte[] data)
    {
        const int SessionId = 4 + 2 + 32;
        var ciphers = SessionId + 1 + message[SessionId];
        var compression = ciphers + 2 + BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(ciphers));
        var extensions = compression + 1 + message[compression];
        byte[] longer = [.. message, .. new byte[4], .. data];
        var added = longer.AsSpan(message.Length);
        BinaryPrimitives.WriteUInt16BigEndian(added, type);
        BinaryPrimitives.WriteUInt16BigEndian(added[2..], (ushort)data.Length);
        BinaryPrimitives.WriteUInt16BigEndian(longer.AsSpan(2), (ushort)(longer.Length - 4));
        BinaryPrimitives.WriteUInt16BigEndian(
            longer.AsSpan(extensions), (ushort)(longer.Length - extensions - 2));
        return longer;
    }
}
