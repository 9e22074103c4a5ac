using Microsoft.Extensions.Logging;
using Weir.Edge.Configuration;
using Weir.Edge.Releasing;

namespace Weir.Edge.Admin;

public sealed record AdminOptions
{
    public required AdminSettings Settings { get; init; }

    /// <summary>Holds <c>admin.sock</c> and <c>admin.token</c>; exists already.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Of the program, as shown.</summary>
    public required string Version { get; init; }

    /// <summary>Releases and the keeper; null where the node has neither.</summary>
    public ReleaseSources? Releases { get; init; }

    /// <summary>Where the admin server's own lines go; nowhere by default.</summary>
    public ILoggerFactory? Logging { get; init; }
}

/// <param name="Fault">What is wrong.</param>
/// <param name="Detail">For a person: what, where, and what to do.</param>
public readonly record struct AdminStartError(AdminStartFault Fault, string Detail);

public enum AdminStartFault
{
    Unset = 0,

    /// <summary>The address is not loopback and has no certificate.</summary>
    OpenAddress,

    /// <summary>The admin certificate or its key cannot be read.</summary>
    Certificate,

    /// <summary>The address is not loopback and there is no token to protect it.</summary>
    Token,

    /// <summary>The path of the socket does not fit into a socket address.</summary>
    SocketPath,

    /// <summary>Another process answers on the socket: it runs on the same data folder.</summary>
    SocketInUse,

    /// <summary>Neither an address nor the socket could be opened.</summary>
    NoDoor,

    /// <summary>The server did not start for another reason.</summary>
    Server,
}

/// <summary>Something that the operator should be told, although the admin server runs.</summary>
public readonly record struct AdminNotice(AdminNoticeKind Kind, string Detail);

public enum AdminNoticeKind
{
    Unset = 0,

    /// <summary>The TCP address could not be opened: the socket only.</summary>
    AddressUnavailable,

    /// <summary>The socket could not be opened: the TCP address only.</summary>
    SocketUnavailable,

    /// <summary>There is no token: calls that change something are refused over TCP.</summary>
    TokenUnavailable,
}
