using System.Text;
using Microsoft.Extensions.Logging;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Watching;

public sealed class EdgeLoggingTests
{
    private readonly MemoryStream _output = new();
    private readonly EdgeTelemetry _telemetry = new(new ManualTimeProvider());

    [Fact]
    public async Task WarningsAndWorse_ReachTheLogUnderTheirEvent()
    {
        var text = await WriteAsync("Microsoft.AspNetCore.Server.Kestrel", logger =>
        {
            logger.LogInformation("not this");
            logger.LogWarning(new EventId(22, "HeartbeatSlow"), "slow by {Seconds}", 3);
            logger.LogError(new InvalidOperationException("why"), "broken");
        });
        Assert.DoesNotContain("not this", text, StringComparison.Ordinal);
        Assert.Contains("Kestrel/HeartbeatSlow\",\"message\":\"slow by 3\"", text, StringComparison.Ordinal);
        Assert.Contains("\"owner\":\"edge\",\"message\":\"broken InvalidOperationException: why", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flood_IsBoundedAndItsTextNotEvenMade()
    {
        var made = 0;
        await WriteAsync("Yarp.ReverseProxy.Forwarder", logger =>
        {
            for (var i = 0; i < 100; i++)
            {
                logger.Log(LogLevel.Warning, new EventId(1, "Failed"), 0, null, (_, _) => $"line {++made}");
            }
        });
        Assert.Equal(5, made);
        Assert.Equal(95, _telemetry.LogLinesSuppressed);
    }

    [Fact]
    public void PerRequestCategory_IsOffAtEveryLevel()
    {
        using var log = new EdgeLogging(new EdgeLogger(_telemetry, _output, new EdgeLogOptions()));
        var logger = log.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics");
        Assert.DoesNotContain(Enum.GetValues<LogLevel>(), logger.IsEnabled);
    }

    private async Task<string> WriteAsync(string category, Action<ILogger> write)
    {
        await using (var log = new EdgeLogger(_telemetry, _output, new EdgeLogOptions()))
        {
            using var logging = new EdgeLogging(log);
            write(logging.CreateLogger(category));
        }

        return Encoding.UTF8.GetString(_output.ToArray());
    }
}
