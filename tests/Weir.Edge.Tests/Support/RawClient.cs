using System.Net;
using System.Net.Sockets;

namespace Weir.Edge.Tests.Support;

/// <summary>A visitor that is nothing but a socket.</summary>
public static class RawClient
{
    public static async Task<RawVisit> ConnectAsync(int port, string from = "127.0.0.1")
    {
        var socket =
            new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new RawVisit(socket);
    }

    /// <summary>Sends these bytes, and returns all that comes back until the connection ends.</summary>
    public static async Task<string> AskAsync(int port, string request)
    {
        var visit = await ConnectAsync(port);
        await visit.SendAsync(request);
        var answer = await visit.ReadToEndAsync();
        visit.Close();
        return answer;
    }

    /// <summary>GET with these header lines on a connection of its own.</summary>
    public static Task<string> GetAsync(int port, string target = "/", params string[] headers)
    {
        var lines = string.Concat(headers.Select(line => line + "\r\n"));
        return AskAsync(
            port, $"GET {target} HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n{lines}\r\n");
    }
}
