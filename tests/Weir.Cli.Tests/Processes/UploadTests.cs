using System.Globalization;
using System.Net;
using System.Text.Json;
using Xunit;

namespace Weir.Cli.Tests.Processes;

/// <summary>
/// A large body passes through; <c>WEIR_UPLOAD_MIB=1024</c> makes it a gibibyte.
/// </summary>
public sealed class UploadTests : IDisposable
{
    /// <summary>What one connection may hold in buffers, garbage not yet collected included.</summary>
    private const double RoomMiB = 96;

    private static readonly byte[] Piece = new byte[1 << 20];

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("http", "1.1")]
    [InlineData("https", "1.1")]
    [InlineData("https", "2.0")]
    public async Task Upload_StreamsThrough_AndMemoryStaysFlat(string scheme, string version)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "memory is read from /proc");
        var size = int.Parse(
            Environment.GetEnvironmentVariable("WEIR_UPLOAD_MIB") ?? "256", CultureInfo.InvariantCulture);
        await using var weir = await WeirProcess.UpAsync(_scratch);
        using var client = Clients.To(scheme == "http" ? weir.Http : weir.Https, Version.Parse(version));
        Assert.Equal(16L << 20, await UploadAsync(client, 16));
        var before = weir.Memory("VmRSS");

        Assert.Equal((long)size << 20, await UploadAsync(client, size));

        var (after, most) = (weir.Memory("VmRSS"), weir.Memory("VmHWM"));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{size} MiB: {before:0} MiB before, {after:0} after, {most:0} at most");
        Assert.InRange(most - before, 0, RoomMiB);
    }

    /// <returns>The bytes that the origin counted.</returns>
    private static async Task<long> UploadAsync(HttpClient client, int pieces)
    {
        using var content = new StreamContent(new Repeated(Piece, pieces), 256 * 1024);
        content.Headers.ContentLength = (long)Piece.Length * pieces;
        using var response = await client.PostAsync("/upload", content, WeirProcess.Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await response.Content.ReadAsStringAsync(WeirProcess.Ct);
        return JsonDocument.Parse(answer).RootElement.GetProperty("bytes").GetInt64();
    }
}
