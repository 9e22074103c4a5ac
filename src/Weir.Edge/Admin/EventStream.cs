using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Decisions;
using Weir.Edge.Releasing;
using Weir.Edge.Watching;
using Weir.Releases.Lifecycle;

namespace Weir.Edge.Admin;

/// <summary>
/// <c>/api/events</c>: finished requests, and what happens to releases, as server-sent events.
/// Each reader follows the ring at its own pace, so a slow one loses events and is told how many, and the
/// request path does not know of any.
/// </summary>
internal sealed class EventStream(
    EdgeTelemetry telemetry, IReleaseDesk? desk, CancellationToken stopping)
{
    /// <summary>
    /// Turns without an event after which a comment shows that the stream lives: 15 seconds.
    /// </summary>
    private const int QuietTurns = 60;

    private int _readers;

    public async Task ServeAsync(HttpContext http)
    {
        if (Interlocked.Increment(ref _readers) > Limits.AdminEventReaders)
        {
            Interlocked.Decrement(ref _readers);
            await AdminReply.ProblemAsync(http, StatusCodes.Status503ServiceUnavailable, "too-many-readers",
                "Too many readers", $"{Limits.AdminEventReaders} readers follow the events already.");
            return;
        }

        try
        {
            await FollowAsync(http);
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
    }

    [Boundary("a reader that leaves, or the server that stops, ends the stream by cancelling")]
    private async Task FollowAsync(HttpContext http)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var cursor = new RingCursor(telemetry.Recent);
        var seen = Newest();
        var records = new RequestRecord[Limits.AdminEventsPerTurn];
        var text = new ArrayBufferWriter<byte>(4096);
        var quiet = 0;
        try
        {
            http.Response.ContentType = "text/event-stream";
            text.Write(": finished requests, sampled where there are many\n\n"u8);
            await SendAsync(http, text, ending.Token);
            using var turns = new PeriodicTimer(Limits.AdminEventTurn, telemetry.Time);
            while (await turns.WaitForNextTickAsync(ending.Token))
            {
                Write(text, records.AsSpan(0, cursor.Read(records, out var lost)), lost);
                seen = WriteNews(text, seen);
                quiet = text.WrittenCount == 0 ? quiet + 1 : 0;
                if (quiet == QuietTurns)
                {
                    quiet = 0;
                    text.Write(": still here\n\n"u8);
                }

                await SendAsync(http, text, ending.Token);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // Nothing to answer: the other side is gone, or told by the end of the stream.
        }
    }

    private DeskEvent? Newest() => desk?.State.History is [var newest, ..] ? newest : null;

    /// <summary>What the desk did since the last turn, oldest first. Its history is newest first.</summary>
    /// <returns>The newest one.</returns>
    private DeskEvent? WriteNews(ArrayBufferWriter<byte> text, DeskEvent? seen)
    {
        if (desk?.State.History is not { IsEmpty: false } history)
        {
            return seen;
        }

        var news = history.AsSpan();
        for (var i = 0; i < news.Length; i++)
        {
            if (ReferenceEquals(news[i], seen))
            {
                news = news[..i];
                break;
            }
        }

        for (var i = news.Length - 1; i >= 0; i--)
        {
            text.Write("event: release\ndata: "u8);
            using (var json = new Utf8JsonWriter(text))
            {
                ReleaseJson.WriteEvent(json, news[i]);
            }

            text.Write("\n\n"u8);
        }

        return history[0];
    }

    private static async Task SendAsync(
        HttpContext http, ArrayBufferWriter<byte> text, CancellationToken ending)
    {
        if (text.WrittenCount > 0)
        {
            await http.Response.Body.WriteAsync(text.WrittenMemory, ending);
            await http.Response.Body.FlushAsync(ending);
            text.ResetWrittenCount();
        }
    }

    private static void Write(ArrayBufferWriter<byte> text, ReadOnlySpan<RequestRecord> records, long lost)
    {
        foreach (ref readonly var record in records)
        {
            text.Write("event: request\ndata: "u8);
            using (var json = new Utf8JsonWriter(text))
            {
                RequestJson.WriteWhole(json, in record);
            }

            text.Write("\n\n"u8);
        }

        if (lost > 0)
        {
            var count = lost.ToString(CultureInfo.InvariantCulture);
            Encoding.UTF8.GetBytes($"event: lost\ndata: {{\"count\":{count}}}\n\n", text);
        }
    }
}
