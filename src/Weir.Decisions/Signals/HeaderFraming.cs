using System.Buffers;
using System.Text;

namespace Weir.Decisions.Signals;

/// <summary>The search behind <see cref="HeaderBlock.Framing"/>.</summary>
internal static class HeaderFraming
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(AllControls());

    public static FramingFaults Faults(ReadOnlySpan<byte> consumed, ReadOnlySpan<HeaderLine> lines)
    {
        var faults = FramingFaults.None;
        int hosts = 0, lengths = 0, encodings = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            // The next line begins behind this one's CRLF; behind the last one stands the empty line too.
            var end = i + 1 < lines.Length ? lines[i + 1].NameStart - 2 : consumed.Length - 4;
            faults |= Characters(consumed[line.NameStart..Math.Max(line.NameStart, end)]);

            var name = line.Name(consumed);
            faults |= Name(name);
            switch (name.Length)
            {
                case 4:
                    hosts += Ascii.EqualsIgnoreCase(name, "host"u8) ? 1 : 0;
                    break;
                case 14:
                    if (Ascii.EqualsIgnoreCase(name, "content-length"u8))
                    {
                        lengths++;
                        faults |= Length(line.Value(consumed));
                    }

                    break;
                case 17:
                    encodings += Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8) ? 1 : 0;
                    break;
                default:
                    break;
            }
        }

        return faults
            | (hosts > 1 ? FramingFaults.DuplicateHost : FramingFaults.None)
            | (lengths > 1 ? FramingFaults.DuplicateContentLength : FramingFaults.None)
            | (lengths > 0 && encodings > 0 ? FramingFaults.LengthAndTransferEncoding : FramingFaults.None);
    }

    private static FramingFaults Characters(ReadOnlySpan<byte> line)
    {
        var faults = FramingFaults.None;
        for (var at = line.IndexOfAny(Controls); at >= 0; at = line.IndexOfAny(Controls))
        {
            faults |= line[at] switch
            {
                (byte)'\n' => FramingFaults.BareLineFeed,
                (byte)'\r' => FramingFaults.BareCarriageReturn,
                _ => FramingFaults.ControlCharacter,
            };
            line = line[(at + 1)..];
        }

        return faults;
    }

    private static FramingFaults Length(ReadOnlySpan<byte> value) =>
        value.IsEmpty || value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            ? FramingFaults.BadContentLength
            : FramingFaults.None;

    private static FramingFaults Name(ReadOnlySpan<byte> name)
    {
        if (!name.IsEmpty && !name.ContainsAnyExcept(RequestLines.Token))
        {
            return FramingFaults.None;
        }

        var faults = FramingFaults.BadName;
        if (!name.IsEmpty && HeaderBlock.IsSpace(name[0]))
        {
            faults |= FramingFaults.ObsoleteFolding;
        }

        if (!name.IsEmpty && HeaderBlock.IsSpace(name[^1]))
        {
            faults |= FramingFaults.SpaceBeforeColon;
        }

        return faults;
    }

    private static byte[] AllControls()
    {
        var controls = new List<byte> { 127 };
        for (byte value = 0; value < 32; value++)
        {
            if (value != '\t')
            {
                controls.Add(value);
            }
        }

        return [.. controls];
    }
}
