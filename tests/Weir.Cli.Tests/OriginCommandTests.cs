using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Weir.Cli.Tests;

public sealed class OriginCommandTests
{
    [Fact]
    public async Task Origin_OnAnOccupiedAddress_Exits1_NamingIt()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();

        var run = await Run.Weir($"origin --listen {holder.LocalEndpoint}");

        Assert.Equal(1, run.Code);
        Assert.Contains($"{holder.LocalEndpoint} is occupied", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Origin_ToldToStop_IsDone()
    {
        using var stop = new CancellationTokenSource();
        await using var output = new FirstLine();
        var running = Program.RunAsync(
            ["origin", "--listen", "127.0.0.1:0", "--json"],
            TextReader.Null,
            output,
            TextWriter.Null,
            stop.Token);
        var line = await output.Line.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Matches("""^\{"address":"http://127\.0\.0\.1:[1-9][0-9]*","protocol":"http1"\}$""", line);
        await stop.CancelAsync();

        Assert.Equal(0, await running);
    }

    private sealed class FirstLine : StringWriter
    {
        public TaskCompletionSource<string> Line { get; } = new();

        public override Task WriteLineAsync(string? value)
        {
            Line.TrySetResult(value ?? "");
            return Task.CompletedTask;
        }
    }
}
