using System.Net;
using System.Text.Json;
using Weir.Decisions;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Admin;

public sealed class EventStreamTests
{
    [Fact]
    public async Task Reader_GetsFinishedRequests_AndTheNumberOfThoseLeftOut()
    {
        await using var rig = await AdminRig.StartAsync();
        using var reader = await OpenAsync(rig);
        for (ulong i = 1; i <= 1000; i++)
        {
            rig.Telemetry.RequestFinished(Requests.Record(i));
        }

        long seen = 0, lost = 0;
        while (seen + lost < 1000)
        {
            var (kind, data) = await NextAsync(reader);
            if (kind == "request")
            {
                Assert.Equal("shop", data.GetProperty("site").GetString());
                Assert.Equal(JsonValueKind.Null, data.GetProperty("heuristic").ValueKind);
                Assert.False(data.TryGetProperty("explanation", out _));
                seen++;
            }
            else
            {
                Assert.Equal("lost", kind);
                lost += data.GetProperty("count").GetInt64();
            }
        }

        Assert.Equal(1000, seen + lost);
        Assert.InRange(seen, 1, 999);
    }

    [Fact]
    public async Task OneReaderTooMany_IsRefused()
    {
        await using var rig = await AdminRig.StartAsync();
        var readers = new List<StreamReader>();
        for (var i = 0; i < Limits.AdminEventReaders; i++)
        {
            readers.Add(await OpenAsync(rig));
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable,
            (await rig.SendAsync(rig.Tcp, "GET", "/api/events")).StatusCode);
        readers.ForEach(reader => reader.Dispose());
    }

    [Fact]
    public async Task Stopping_EndsTheStream()
    {
        await using var rig = await AdminRig.StartAsync();
        using var reader = await OpenAsync(rig);
        await rig.Server.StopAsync(AdminRig.Ct);
        Assert.Null(await reader.ReadLineAsync(AdminRig.Ct));
    }

    /// <summary>Opens the stream and reads its greeting, after which every request is followed.</summary>
    private static async Task<StreamReader> OpenAsync(AdminRig rig)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        var response = await rig.Tcp.SendAsync(request, HttpCompletionOption.ResponseHeadersRead,
            AdminRig.Ct);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync(AdminRig.Ct));
        Assert.StartsWith(":", await reader.ReadLineAsync(AdminRig.Ct), StringComparison.Ordinal);
        Assert.Equal("", await reader.ReadLineAsync(AdminRig.Ct));
        return reader;
    }

    private static async Task<(string Kind, JsonElement Data)> NextAsync(StreamReader reader)
    {
        var kind = (await reader.ReadLineAsync(AdminRig.Ct))?["event: ".Length..] ?? "";
        var data = (await reader.ReadLineAsync(AdminRig.Ct))?["data: ".Length..] ?? "{}";
        Assert.Equal("", await reader.ReadLineAsync(AdminRig.Ct));
        return (kind, JsonDocument.Parse(data).RootElement);
    }
}
