using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace Weir.Edge.Tests.Tls;

/// <summary>A client that is not ours: <c>openssl s_client</c> cuts its hello into records itself.</summary>
public sealed class OpenSslTests : IDisposable
{
    private readonly CertificateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-tls1_3")]
    [InlineData("-tls1_2")]
    public async Task ASplitHello_GetsTheRightCertificate_AndTheSameJa4(string version)
    {
        await using var gateway = await TlsGateway.StartAsync(GatewayPlan.With(
            _folder.Issue("first", "first.example"), _folder.Issue("a", "a.example")));
        // So many protocols that the hello takes four records of the smallest size that openssl has.
        var names = string.Join(',', Enumerable.Range(0, 8).Select(i => $"{i}-{new string('x', 200)}"));
        string[] arguments = [version, "-servername", "a.example", "-alpn", $"http/1.1,{names}"];
        var whole = await AskAsync(gateway, arguments);
        var expected = gateway.LastJa4();
        var split = await AskAsync(
            gateway, [.. arguments, "-max_send_frag", "512", "-split_send_frag", "512"]);

        Assert.Contains("\nHTTP/1.1 200 OK", split.Replace("\r", ""), StringComparison.Ordinal);
        Assert.Contains("a.example", Subject(whole), StringComparison.Ordinal);
        Assert.Equal(Subject(whole), Subject(split));
        Assert.Equal(2, gateway.Origin.Heads.Count);
        Assert.Equal(expected, gateway.LastJa4());
        Assert.StartsWith(version == "-tls1_3" ? "t13d" : "t12d", expected, StringComparison.Ordinal);
    }

    private static string Subject(string output) =>
        output.Split('\n').First(line => line.StartsWith("depth=0 ", StringComparison.Ordinal));

    private static async Task<string> AskAsync(TlsGateway gateway, string[] arguments)
    {
        using var client = Start(
            ["s_client", "-connect", $"127.0.0.1:{gateway.Port}", "-quiet", "-no_ign_eof", .. arguments]);
        var stop = TestContext.Current.CancellationToken;
        var output = client.StandardOutput.ReadToEndAsync(stop);
        var errors = client.StandardError.ReadToEndAsync(stop);
        await client.StandardInput.WriteAsync(
            "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
        await client.StandardInput.FlushAsync(stop);
        await client.WaitForExitAsync(stop);
        return await errors + await output;
    }

    private static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("openssl", arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }) ?? throw new InvalidOperationException("openssl did not start.");
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no openssl here.");
            throw;
        }
    }
}
