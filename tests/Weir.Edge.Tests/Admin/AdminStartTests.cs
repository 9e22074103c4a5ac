using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Weir.Edge.Admin;
using Weir.Edge.Configuration;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Admin;

public sealed class AdminStartTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly AdminSettings SocketOnly = new() { Address = null };

    [Fact]
    public async Task SocketAndToken_BelongToTheirOwnerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are a matter of Unix.");
        await using var rig = await AdminRig.StartAsync(SocketOnly);
        Assert.Null(rig.Server.Address);
        Assert.Equal(OwnerOnly, Mode(Path.Combine(rig.Folder, "admin.sock")));
        Assert.Equal(OwnerOnly, Mode(Path.Combine(rig.Folder, "admin.token")));
        Assert.Equal(43, rig.Token.Length);
        Assert.Equal("up\n", await rig.Unix.GetStringAsync("/health", AdminRig.Ct));
    }

    [Fact]
    public async Task Token_StaysFromStartToStart_AndTheSocketGoes()
    {
        var folder = AdminRig.NewFolder();
        var first = await AdminRig.StartAsync(SocketOnly, folder: folder);
        var token = first.Token;
        await first.Server.StopAsync(AdminRig.Ct);
        Assert.False(File.Exists(Path.Combine(first.Folder, "admin.sock")));
        await using var second = await AdminRig.StartAsync(SocketOnly, folder: folder);
        Assert.Equal(token, second.Token);
    }

    [Fact]
    public async Task OccupiedAddress_LeavesTheSocketAndANotice()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var address = (IPEndPoint)holder.LocalEndpoint;
        await using var rig = await AdminRig.StartAsync(new AdminSettings { Address = address });
        Assert.Null(rig.Server.Address);
        var notice = Assert.Single(rig.Server.Notices);
        Assert.Equal(AdminNoticeKind.AddressUnavailable, notice.Kind);
        Assert.Contains(address.ToString(), notice.Detail, StringComparison.Ordinal);
        Assert.Equal("up\n", await rig.Unix.GetStringAsync("/health", AdminRig.Ct));
    }

    [Fact]
    public async Task StaleSocket_IsReplaced()
    {
        var folder = AdminRig.NewFolder();
        var path = Path.Combine(folder.FullName, "admin.sock");
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // Bound under another name and moved, so that closing it does not remove the file.
            dead.Bind(new UnixDomainSocketEndPoint(path + "x"));
            File.Move(path + "x", path);
        }

        Assert.True(File.Exists(path));
        await using var rig = await AdminRig.StartAsync(SocketOnly, folder: folder);
        Assert.Equal("up\n", await rig.Unix.GetStringAsync("/health", AdminRig.Ct));
    }

    [Fact]
    public async Task SocketOfALivingProcess_IsAnError()
    {
        await using var rig = await AdminRig.StartAsync();
        var error = await AdminRig.FailAsync(AdminRig.Loopback, new DirectoryInfo(rig.Folder));
        Assert.Equal(AdminStartFault.SocketInUse, error.Fault);
        Assert.Equal("up\n", await rig.Unix.GetStringAsync("/health", AdminRig.Ct));
    }

    [Fact]
    public async Task FileThatIsNoSocket_IsLeftAlone()
    {
        var folder = AdminRig.NewFolder();
        var path = Path.Combine(folder.FullName, "admin.sock");
        await File.WriteAllTextAsync(path, "mine", AdminRig.Ct);
        Assert.Equal(AdminStartFault.NoDoor, (await AdminRig.FailAsync(SocketOnly, folder)).Fault);
        Assert.Equal("mine", await File.ReadAllTextAsync(path, AdminRig.Ct));

        await using var rig = await AdminRig.StartAsync(folder: folder);
        Assert.Equal(AdminNoticeKind.SocketUnavailable, Assert.Single(rig.Server.Notices).Kind);
        Assert.Equal("up\n", await rig.Tcp.GetStringAsync("/health", AdminRig.Ct));
    }

    [Fact]
    public async Task TooLongASocketPath_IsSaid_AndLeavesTheAddress()
    {
        var folder = AdminRig.NewFolder();
        var deep = folder.CreateSubdirectory(new string('d', 100));
        var error = await AdminRig.FailAsync(SocketOnly, deep);
        Assert.Equal(AdminStartFault.SocketPath, error.Fault);
        Assert.Contains("107", error.Detail, StringComparison.Ordinal);

        await using (var rig = await AdminRig.StartAsync(folder: deep))
        {
            Assert.Equal(AdminNoticeKind.SocketUnavailable, Assert.Single(rig.Server.Notices).Kind);
            Assert.Equal("up\n", await rig.Tcp.GetStringAsync("/health", AdminRig.Ct));
        }

        folder.Delete();
    }

    [Fact]
    public async Task OpenAddressWithoutTls_IsRefused()
    {
        var folder = AdminRig.NewFolder();
        foreach (var address in new[] { IPAddress.Any, IPAddress.IPv6Any, IPAddress.Parse("192.0.2.1") })
        {
            var error = await AdminRig.FailAsync(new AdminSettings { Address = new(address, 0) }, folder);
            Assert.Equal(AdminStartFault.OpenAddress, error.Fault);
        }

        Assert.Empty(folder.GetFiles());
        folder.Delete();
    }

    [Fact]
    public async Task OpenAddressWithoutAToken_IsRefused_LoopbackServesReadersOnly()
    {
        var folder = AdminRig.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "admin.token"), "short\n", AdminRig.Ct);
        var error = await AdminRig.FailAsync(OpenTls(folder), folder);
        Assert.Equal(AdminStartFault.Token, error.Fault);

        await using var rig = await AdminRig.StartAsync(folder: folder);
        Assert.Equal(AdminNoticeKind.TokenUnavailable, Assert.Single(rig.Server.Notices).Kind);
        Assert.Equal(HttpStatusCode.Forbidden, (await rig.SendAsync(rig.Tcp, "POST", "/api/rollback",
            ("Authorization", "Bearer short"))).StatusCode);
    }

    [Fact]
    public async Task UnreadableCertificate_IsAnError()
    {
        var folder = AdminRig.NewFolder();
        var settings = new AdminSettings
        {
            Address = new(IPAddress.Any, 0),
            Certificate = new(["a"], Path.Combine(folder.FullName, "none.pem"),
                Path.Combine(folder.FullName, "none.key")),
        };
        Assert.Equal(AdminStartFault.Certificate, (await AdminRig.FailAsync(settings, folder)).Fault);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task OpenAddressWithTls_NeedsTheTokenForAllButTheProbes()
    {
        var folder = AdminRig.NewFolder();
        await using var rig = await AdminRig.StartAsync(OpenTls(folder), folder: folder);
        var here = ("Host", $"127.0.0.1:{rig.Server.Address?.Port}");
        var bearer = ("Authorization", $"Bearer {rig.Token}");
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        using var client =
            new HttpClient(handler) { BaseAddress = new($"https://127.0.0.1:{rig.Server.Address?.Port}") };

        Assert.Equal(HttpStatusCode.OK, (await rig.SendAsync(client, "GET", "/health", here)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await rig.SendAsync(client, "GET", "/ready", here)).StatusCode);
        foreach (var path in new[] { "/", "/metrics", "/api/status", "/api/events" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized,
                (await rig.SendAsync(client, "GET", path, here)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK,
            (await rig.SendAsync(client, "GET", "/metrics", here, bearer)).StatusCode);
        var named = ("Host", $"admin.example:{rig.Server.Address?.Port}");
        Assert.Equal(HttpStatusCode.OK,
            (await rig.SendAsync(client, "GET", "/metrics", named, bearer)).StatusCode);
        var foreign = ("Host", $"evil.example:{rig.Server.Address?.Port}");
        Assert.Equal(HttpStatusCode.Forbidden,
            (await rig.SendAsync(client, "GET", "/metrics", foreign, bearer)).StatusCode);
    }

    private static UnixFileMode Mode(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private static AdminSettings OpenTls(DirectoryInfo folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=admin.example", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var cert = Path.Combine(folder.FullName, "a.pem");
        var keyFile = Path.Combine(folder.FullName, "a.key");
        File.WriteAllText(cert, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return new AdminSettings
        {
            Address = new(IPAddress.Any, 0),
            Certificate = new(["admin.example"], cert, keyFile),
        };
    }
}
