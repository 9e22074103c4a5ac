using System.Buffers;
using System.Threading.Channels;
using Weir.Decisions;
using Weir.Edge.Watching;

namespace Weir.Edge.Capture.Recording;

/// <summary>
/// Turns queued requests into lines and writes them, several at once where they wait. The first thing
/// that a disk refuses ends the capture: what comes afterwards is counted and forgotten.
/// </summary>
internal sealed class CaptureWriter(
    ChannelReader<CapturedRequest> queue, CaptureFiles files, EdgeTelemetry telemetry, IEdgeLog log)
{
    private const int FlushBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _lines = new(2 * FlushBytes);
    private int _waiting;
    private bool _ended;

    public async Task RunAsync()
    {
        while (await queue.WaitToReadAsync().ConfigureAwait(false))
        {
            while (queue.TryRead(out var request))
            {
                await TakeAsync(request).ConfigureAwait(false);
            }

            await FlushAsync().ConfigureAwait(false);
        }

        await files.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask TakeAsync(CapturedRequest request)
    {
        if (_ended)
        {
            telemetry.CaptureRequestDropped();
            return;
        }

        if (!Append(request))
        {
            return;
        }

        _waiting++;
        if (_lines.WrittenCount >= FlushBytes)
        {
            await FlushAsync().ConfigureAwait(false);
        }
    }

    /// <summary>False where the request has no place in a capture.</summary>
    private bool Append(CapturedRequest request)
    {
        var line = new ArrayBufferWriter<byte>(1024);
        CaptureText.WriteRequest(request, line);
        if (line.WrittenCount > Limits.CaptureLineBytes)
        {
            telemetry.CaptureRequestDropped();
            return false;
        }

        // Each file stands for itself: a connection is told of again where a file begins.
        if (request.Connection.ToldInFile != files.Number)
        {
            request.Connection.ToldInFile = files.Number;
            CaptureText.WriteConnection(request, _lines);
            _lines.Write("\n"u8);
        }

        _lines.Write(line.WrittenSpan);
        _lines.Write("\n"u8);
        return true;
    }

    private async ValueTask FlushAsync()
    {
        if (_waiting == 0)
        {
            return;
        }

        // The whole batch goes into one file, because its connections were told for this one.
        var written = await files.WriteAsync(_lines.WrittenMemory).ConfigureAwait(false);
        for (var i = 0; i < _waiting; i++)
        {
            Count(written);
        }

        _waiting = 0;
        _lines.ResetWrittenCount();
        if (!written || !await files.ReserveAsync(FlushBytes).ConfigureAwait(false))
        {
            _ended = true;
            log.Write(
                LogSeverity.Warning, "capture.ended", FaultOwner.Operator,
                $"The capture ends here, requests go on: {files.Refusal}.");
        }
    }

    private void Count(bool written)
    {
        if (written)
        {
            telemetry.RequestCaptured();
        }
        else
        {
            telemetry.CaptureRequestDropped();
        }
    }
}
