using System.Buffers;
using Weir.Decisions;
using Weir.Decisions.Signals;

namespace Weir.Cli.Commands;

/// <summary>
/// <c>weir fingerprint</c>: ClientHello messages in hexadecimal, one a line, with or without record
/// headers; for each line its JA4, or <c>error: REASON</c>.
/// </summary>
internal static class FingerprintCommand
{
    private const byte HandshakeRecord = 22;

    /// <summary>The exit code: 1 where any line was an error. Lines are answered as they come.</summary>
    public static int Run(TextReader input, TextWriter output)
    {
        var failed = false;
        var lines = new BoundedLines(input, 2 * Limits.ClientHelloBytes + 2);
        while (lines.TryRead(out var line, out var cut))
        {
            var (answer, error) = cut ? ("", $"longer than {Limits.ClientHelloBytes} bytes") : Answer(line);
            failed |= error is not null;
            output.WriteLine(error is null ? answer : $"error: {error}");
            output.Flush();
        }

        return failed ? 1 : 0;
    }

    private static (string Answer, string? Error) Answer(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        if (text.IsEmpty)
        {
            return ("", "empty line");
        }

        var bytes = new byte[(text.Length / 2) + 1];
        if (Convert.FromHexString(text, bytes, out _, out var length) != OperationStatus.Done)
        {
            return ("", "not hexadecimal");
        }

        return bytes[0] == HandshakeRecord
            ? OfRecords(bytes.AsSpan(0, length))
            : OfMessage(bytes.AsSpan(0, length));
    }

    private static (string Answer, string? Error) OfRecords(ReadOnlySpan<byte> records)
    {
        var assembler = new ClientHelloAssembler();
        return assembler.Append(records) switch
        {
            AssemblyStatus.Complete => OfMessage(assembler.Message),
            AssemblyStatus.NeedMore => ("", ClientHelloError.Truncated.Text()),
            AssemblyStatus.NotTls => ("", "not a TLS record"),
            AssemblyStatus.NotClientHello => ("", ClientHelloError.NotClientHello.Text()),
            AssemblyStatus.Malformed => ("", "malformed TLS record"),
            AssemblyStatus.TooLarge => ("", ClientHelloError.TooLarge.Text()),
            AssemblyStatus.Unset => ("", "nothing to read"),
            _ => ("", "nothing to read"),
        };
    }

    private static (string Answer, string? Error) OfMessage(ReadOnlySpan<byte> message) =>
        ClientHello.Parse(message).Try(out var hello, out var error)
            ? (Ja4.Of(hello), null)
            : ("", error.Text());
}
