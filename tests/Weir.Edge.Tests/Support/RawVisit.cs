using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Weir.Edge.Tests.Support;

/// <summary>One connection, from either side, read and written byte by byte.</summary>
public sealed class RawVisit(Socket socket, Action<string>? onHead = null)
{
    private readonly List<byte> _seen = [];
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _at;
    private bool _ended;

    /// <summary>Everything received so far, as Latin-1 text.</summary>
    public string Seen => Encoding.Latin1.GetString([.. _seen]);

    /// <summary>
    /// The next header block with its final empty line, or null where the connection ended.
    /// </summary>
    public async Task<string?> ReadHeadAsync()
    {
        while (true)
        {
            var text = Encoding.Latin1.GetString([.. _seen[_at..]]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                _at += end + 4;
                var head = text[..(end + 4)];
                onHead?.Invoke(head);
                return head;
            }

            if (!await FillAsync())
            {
                return null;
            }
        }
    }

    public async Task<string> ReadAsync(int count)
    {
        while (_seen.Count - _at < count && await FillAsync())
        {
        }

        var got = Math.Min(count, _seen.Count - _at);
        var text = Encoding.Latin1.GetString([.. _seen.GetRange(_at, got)]);
        _at += got;
        return text;
    }

    /// <summary>The body that a header block announces, by length or in chunks (as on the wire).</summary>
    public async Task<string> ReadBodyAsync(string head)
    {
        const string Length = "\r\nContent-Length: ";
        var at = head.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
        {
            var text = head[(at + Length.Length)..];
            return await ReadAsync(int.Parse(text[..text.IndexOf('\r')], CultureInfo.InvariantCulture));
        }

        return head.Contains("\r\nTransfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)
            ? await ReadUntilAsync("0\r\n\r\n")
            : "";
    }

    public async Task<string> ReadUntilAsync(string mark)
    {
        while (true)
        {
            var text = Encoding.Latin1.GetString([.. _seen[_at..]]);
            var end = text.IndexOf(mark, StringComparison.Ordinal);
            if (end >= 0)
            {
                _at += end + mark.Length;
                return text[..(end + mark.Length)];
            }

            if (!await FillAsync())
            {
                _at = _seen.Count;
                return text;
            }
        }
    }

    /// <summary>Everything until the other side closes or resets.</summary>
    public async Task<string> ReadToEndAsync()
    {
        while (await FillAsync())
        {
        }

        return await ReadAsync(_seen.Count - _at);
    }

    public async Task SendAsync(string text) => await SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends as much as the other side takes before it closes.</summary>
    /// <returns>False where it has closed; what it said before that is still to be read.</returns>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await SendAsync(bytes);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    /// <summary>Says that nothing more will be sent, and goes on reading.</summary>
    public void Finish() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection with a reset instead of a FIN.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    public void Close() => socket.Dispose();

    private async Task<bool> FillAsync()
    {
        if (_ended)
        {
            return false;
        }

        try
        {
            var count = await socket.ReceiveAsync(_buffer);
            _ended = count == 0;
            _seen.AddRange(_buffer.AsSpan(0, count));
            return !_ended;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            _ended = true;
            return false;
        }
    }
}
