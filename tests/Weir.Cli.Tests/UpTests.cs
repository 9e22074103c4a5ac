using System.Net;
using Weir.Cli.Commands;
using Weir.Cli.Commands.Syntax;
using Weir.Cli.Commands.Values;
using Weir.Decisions;
using Weir.Edge.Configuration;
using Xunit;

namespace Weir.Cli.Tests;

public sealed class UpTests
{
    [Fact]
    public async Task Up_WithoutOptions_SaysNothingAboutAddresses()
    {
        var options = await UnderstoodAsync("up");

        Assert.Equal((null, null), (options.ConfigFile, options.Origin));
        Assert.False(options.Http.IsGiven || options.Https.IsGiven || options.Admin.IsGiven);
        Assert.Equal((".weir", Limits.Grace), (options.DataFolder, options.Grace));
    }

    [Fact]
    public async Task Up_UnderstandsEveryOption()
    {
        var options = await UnderstoodAsync(
            "up --origin h2c://127.0.0.1:1 --http [::1]:2 --https none "
            + "--admin 127.0.0.1:0 --data d --grace 250ms");

        Assert.Equal(new OriginSettings(new Uri("http://127.0.0.1:1"), OriginProtocol.H2c), options.Origin);
        Assert.Equal(AddressChoice.At(new IPEndPoint(IPAddress.IPv6Loopback, 2)), options.Http);
        Assert.Equal(AddressChoice.Off, options.Https);
        Assert.Equal(AddressChoice.At(new IPEndPoint(IPAddress.Loopback, 0)), options.Admin);
        Assert.Equal(("d", TimeSpan.FromMilliseconds(250)), (options.DataFolder, options.Grace));
        Assert.Equal("c", (await UnderstoodAsync("up --capture c")).CaptureFolder);
        Assert.Equal("f.yaml", (await UnderstoodAsync("up --config f.yaml")).ConfigFile);
    }

    [Fact]
    public async Task Up_WhereItCannotCapture_SaysSoAndServesNothing()
    {
        var data = Directory.CreateTempSubdirectory("weir-test-").FullName;
        var file = Path.Combine(data, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var run = await Run.Weir(
            $"up --http 127.0.0.1:0 --https none --admin none --data {data}/state --capture {file}/captures");

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains($"cannot capture to {file}/captures", run.Error);
        Directory.Delete(data, recursive: true);
    }

    private static async Task<UpOptions> UnderstoodAsync(string line)
    {
        UpOptions? understood = null;
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null);
        var tree = CommandTree.Create(terminal, (options, _) =>
        {
            understood = options;
            return Task.FromResult(ExitCode.Done);
        });
        var code = await tree.Parse(line).InvokeAsync(null, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Done, code);
        Assert.NotNull(understood);
        return understood;
    }
}
