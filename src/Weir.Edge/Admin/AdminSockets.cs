using System.Net;
using System.Net.Sockets;
using System.Text;
using Weir.Decisions;

namespace Weir.Edge.Admin;

/// <summary>
/// Opens the admin server's two doors before Kestrel starts, so that an occupied address is a value and
/// the socket has its permissions before anyone can connect.
/// </summary>
internal static class AdminSockets
{
    private const int Backlog = 64;

    [Boundary("binding fails in ways of the operating system; the caller goes on without this address")]
    public static Outcome<Socket, SocketError> BindTcp(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            // Listening at once: on Linux two sockets may bind one address as long as neither listens.
            socket.Bind(address);
            socket.Listen(Backlog);
            return Outcome<Socket, SocketError>.Ok(socket);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            return Outcome<Socket, SocketError>.Fail(failure.SocketErrorCode);
        }
    }

    /// <summary>
    /// Opens the Unix socket with mode 0600, taking the place of one that nobody listens on.
    /// </summary>
    [Boundary("binding fails in ways of the operating system; the caller goes on without the socket")]
    public static Outcome<Socket, AdminStartError> BindUnix(string path)
    {
        if (Encoding.UTF8.GetByteCount(path) > Limits.SocketPathBytes)
        {
            return Fail(AdminStartFault.SocketPath,
                $"the path of the admin socket is longer than {Limits.SocketPathBytes} bytes: {path}; "
                + "choose a shorter data folder");
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (Clear(path) is { } taken)
            {
                socket.Dispose();
                return Outcome<Socket, AdminStartError>.Fail(taken);
            }

            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            // Until now a connection would have been refused, whatever the folder's own permissions.
            socket.Listen(Backlog);
            return Outcome<Socket, AdminStartError>.Ok(socket);
        }
        catch (Exception failure)
            when (failure is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            return Fail(AdminStartFault.NoDoor, $"{path}: {failure.Message}");
        }
    }

    private static Outcome<Socket, AdminStartError> Fail(AdminStartFault fault, string detail) =>
        Outcome<Socket, AdminStartError>.Fail(new AdminStartError(fault, detail));

    /// <summary>Null where the path is free now; otherwise why it is not.</summary>
    private static AdminStartError? Clear(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return null;
        }

        // A socket has no bytes; whatever has is somebody's file.
        if (file.Length > 0)
        {
            return new(AdminStartFault.NoDoor, $"{path} is not a socket and is left alone");
        }

        if (SomebodyListens(path))
        {
            return new(AdminStartFault.SocketInUse,
                $"another process answers on {path}: one node per data folder");
        }

        file.Delete();
        return null;
    }

    [Boundary("a refused connection is how the operating system says that nobody listens")]
    private static bool SomebodyListens(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode is not (
                SocketError.ConnectionRefused or SocketError.AddressNotAvailable);
        }
    }
}
