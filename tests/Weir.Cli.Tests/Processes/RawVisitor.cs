using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Weir.Cli.Tests.Processes;

/// <summary>
/// One HTTP/1.1 connection without the good will of a library: nothing is sent twice, and a connection
/// that ends instead of answering is a failure that shows.
/// </summary>
internal sealed class RawVisitor : IDisposable
{
    private readonly TcpClient _socket;
    private readonly Stream _stream;
    private readonly StreamReader _reader;

    private RawVisitor(TcpClient socket, Stream stream)
    {
        _socket = socket;
        _stream = stream;
        _reader = new StreamReader(stream, Encoding.Latin1);
    }

    public static async Task<RawVisitor> ConnectAsync(Uri address)
    {
        var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, WeirProcess.Ct);
        if (address.Scheme == "http")
        {
            return new RawVisitor(socket, socket.GetStream());
        }

        var tls = new SslStream(socket.GetStream());
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
        };
        await tls.AuthenticateAsClientAsync(options, WeirProcess.Ct);
        return new RawVisitor(socket, tls);
    }

    public async Task SendAsync(string text) =>
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(text), WeirProcess.Ct);

    /// <returns>Null where the connection ended, in order or not, before an answer was whole.</returns>
    public async Task<RawAnswer?> AnswerAsync()
    {
        try
        {
            return await ReadAsync();
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _stream.Dispose();
        _socket.Dispose();
    }

    private async Task<RawAnswer?> ReadAsync()
    {
        if (await _reader.ReadLineAsync(WeirProcess.Ct) is not { Length: > 0 } status)
        {
            return null;
        }

        var length = 0;
        var close = false;
        while (await _reader.ReadLineAsync(WeirProcess.Ct) is var line && line is not "")
        {
            if (line?.Split(": ", 2) is not [var name, var value])
            {
                return null;
            }

            close |= name is "Connection" && value is "close";
            length = name is "Content-Length" ? Number(value) : length;
        }

        var body = new char[length];
        var read = await _reader.ReadBlockAsync(body, WeirProcess.Ct);
        return read == length ? new RawAnswer(Number(status.Split(' ')[1]), new string(body), close) : null;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <param name="Status">Its number.</param>
/// <param name="Body">Whole, as its Content-Length says.</param>
/// <param name="Close">Whether it says that the connection ends.</param>
internal sealed record RawAnswer(int Status, string Body, bool Close);
