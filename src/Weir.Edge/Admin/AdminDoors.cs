using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Weir.Decisions;
using Weir.Edge.Configuration;

namespace Weir.Edge.Admin;

/// <summary>
/// What the admin server listens on and with what: opened whole, or closed again and an error.
/// </summary>
internal sealed class AdminDoors
{
    public Socket? Tcp { get; private set; }

    public Socket? Unix { get; private set; }

    public IPEndPoint? TcpAddress => Tcp?.LocalEndPoint as IPEndPoint;

    public string? SocketPath { get; private set; }

    public AdminToken? Token { get; private set; }

    /// <summary>The leaf with its key first; null without TLS.</summary>
    public X509Certificate2Collection? Certificates { get; private set; }

    /// <summary>The names in the certificate's settings.</summary>
    public ImmutableArray<string> Names { get; private set; } = [];

    public ImmutableArray<AdminNotice> Notices { get; private set; } = [];

    public static Outcome<AdminDoors, AdminStartError> Open(AdminOptions options)
    {
        var doors = new AdminDoors();
        if (doors.TryOpen(options) is { } error)
        {
            doors.Close();
            return Outcome<AdminDoors, AdminStartError>.Fail(error);
        }

        return Outcome<AdminDoors, AdminStartError>.Ok(doors);
    }

    public void Close()
    {
        Tcp?.Dispose();
        Unix?.Dispose();
        foreach (var certificate in Certificates ?? [])
        {
            certificate.Dispose();
        }
    }

    /// <summary>Null where the doors are open.</summary>
    private AdminStartError? TryOpen(AdminOptions options)
    {
        var settings = options.Settings;
        var open = settings.Address is { } address && !IPAddress.IsLoopback(address.Address);
        if (open && settings.Certificate is null)
        {
            return new(AdminStartFault.OpenAddress,
                $"the admin address {settings.Address} is open to other machines and has no certificate; "
                + "use a loopback address, or give it one");
        }

        if (settings is { Address: not null, Certificate: { } pem } && LoadCertificate(pem) is { } unreadable)
        {
            return new(AdminStartFault.Certificate, unreadable);
        }

        var tokenPath = Path.Combine(options.DataFolder, AdminServer.TokenName);
        if (AdminToken.TryOpen(tokenPath, out var token, out var problem))
        {
            Token = token;
        }
        else if (open)
        {
            return new(AdminStartFault.Token,
                $"an open admin address needs a token, and there is none: {problem}");
        }
        else
        {
            Notice(AdminNoticeKind.TokenUnavailable, problem);
        }

        OpenTcp(settings);
        return OpenUnix(Path.Combine(options.DataFolder, AdminServer.SocketName));
    }

    private void OpenTcp(AdminSettings settings)
    {
        if (settings.Address is not { } address)
        {
            return;
        }

        if (AdminSockets.BindTcp(address).Try(out var socket, out var error))
        {
            Tcp = socket;
        }
        else
        {
            var why = error == SocketError.AddressAlreadyInUse
                ? "is occupied"
                : $"could not be opened ({error})";
            Notice(AdminNoticeKind.AddressUnavailable,
                $"the admin address {address} {why}; only the socket answers");
        }
    }

    private AdminStartError? OpenUnix(string path)
    {
        if (AdminSockets.BindUnix(path).Try(out var socket, out var error))
        {
            Unix = socket;
            SocketPath = path;
            return null;
        }

        // A full disk, a read-only folder or a long path must not take the admin address away as well.
        if (error.Fault is AdminStartFault.NoDoor or AdminStartFault.SocketPath && Tcp is not null)
        {
            Notice(AdminNoticeKind.SocketUnavailable, error.Detail);
            return null;
        }

        return error;
    }

    [Boundary("files and keys of the operator may be missing or not what they should be")]
    private string? LoadCertificate(CertificateSettings pem)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(pem.Cert);
            Certificates = [X509Certificate2.CreateFromPemFile(pem.Cert, pem.Key), .. chain.Skip(1)];
            Names = pem.Hosts;
            return null;
        }
        catch (Exception failure) when (failure
            is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"the admin certificate {pem.Cert} with {pem.Key} cannot be used: {failure.Message}";
        }
    }

    private void Notice(AdminNoticeKind kind, string detail) =>
        Notices = Notices.Add(new AdminNotice(kind, detail));
}
