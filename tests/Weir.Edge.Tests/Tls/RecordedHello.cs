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
}
