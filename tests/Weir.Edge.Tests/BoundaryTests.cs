using System.Net.Sockets;
using Weir.Decisions;
using Weir.Edge.Admin;
using Weir.Edge.Configuration;
using Weir.Edge.Configuration.Reading;
using Weir.Edge.Listening;
using Weir.Edge.Stages;
using Weir.Edge.Tests.Configuration;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests;

/// <summary>
/// Makes boundaries catch: whatever the platform throws there comes back as a value that names the file, the
/// address or the name. Those of sockets and requests have their tests where these are tested.
/// </summary>
public sealed class BoundaryTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a..\u00e9.example")]
    [InlineData("\u00e9-this-very-label-of-a-name-is-longer-than-the-sixty-three-of-dns")]
    public void Host_ThatHasNoFormInAscii_IsRefused(string host) =>
        Assert.Contains("is not a host name", Error(HostPattern.Read(host)), StringComparison.Ordinal);

    [Fact]
    public void Text_ThatIsNotUtf8_IsSaidToBeNone()
    {
        File.WriteAllBytes(_folder.File("latin"), [(byte)'a', 0xE9, (byte)'b']);
        Assert.Contains("is not UTF-8", Error(BoundedFile.ReadText(_folder.File("latin"), 100)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing/here.yaml", "there is no file")]
    [InlineData("a\0b.yaml", "cannot be read")]
    public void Text_ThatCannotBeOpened_IsSaidWhy(string name, string expected) => Assert.Contains(
        expected, Error(BoundedFile.ReadText(_folder.File(name), 100)), StringComparison.Ordinal);

    [Fact]
    public void Text_ThatMayNotBeRead_IsSaidSo()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Modes do not hold root back.");
        _folder.Write("closed", "text");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.File("closed"), UnixFileMode.None);
            Assert.Contains("may not be read", Error(BoundedFile.ReadText(_folder.File("closed"), 100)),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AdminToken_WithoutItsFolder_IsNoToken()
    {
        var path = _folder.File("missing/admin.token");
        Assert.False(AdminToken.TryOpen(path, out var token, out var problem));
        Assert.Null(token);
        Assert.Contains(path, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void AdminSocket_WithoutItsFolder_IsNoDoor()
    {
        Assert.SkipUnless(Socket.OSSupportsUnixDomainSockets, "There are no Unix sockets here.");
        var path = _folder.File("missing/admin.sock");
        var fault = AdminSockets.BindUnix(path).Match(
            static socket =>
            {
                socket.Dispose();
                return default;
            },
            static fault => fault);
        Assert.Equal(AdminStartFault.NoDoor, fault.Fault);
        Assert.Contains(path, fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void DevelopmentCertificate_WithoutItsFolder_NamesTheFile()
    {
        var folder = _folder.File("missing");
        Assert.StartsWith(
            Path.Combine(folder, "development.pem"),
            DevelopmentCertificate.LoadOrCreate(folder, new SteppedTime()).Match(_ => "", e => e.Message),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_WithoutItsFile_NamesTheFile()
    {
        var settings = new CertificateSettings(["*"], _folder.File("no.pem"), _folder.File("no.key"));
        Assert.StartsWith(
            settings.Cert, LoadedCertificate.Load(settings).Match(_ => "", e => e.Message),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pause_CutShort_EndsWithoutComplaint()
    {
        using var stop = new CancellationTokenSource();
        var pause = Pause.ForAsync(TimeSpan.FromHours(1), new SteppedTime(), stop.Token);
        Assert.False(pause.IsCompleted);
        await stop.CancelAsync();
        await pause;
    }

    [Fact]
    public async Task AdminServer_StoppedOutOfTimeOrTwice_IsNoFailure()
    {
        await using var rig = await AdminRig.StartAsync(new AdminSettings { Address = null });
        await rig.Server.DisposeAsync();
        await rig.Server.StopAsync(new CancellationToken(canceled: true));
    }

    private static string Error<T>(Outcome<T, TextFault> outcome)
        where T : notnull =>
        outcome.Match(_ => "", fault => fault.Message);
}
