using System.Globalization;
using System.Text;

namespace Weir.Edge.Tests.Support;

/// <summary>What came back on one HTTP/2 stream.</summary>
/// <param name="Fields">Name and value each, pseudo-headers included.</param>
/// <param name="Body">As Latin-1 text.</param>
/// <param name="End">Null where the answer is whole; else how it ended: a reset, GOAWAY, or a close.</param>
internal sealed record Http2Answer(
    IReadOnlyList<(string Name, string Value)> Fields, string Body, string? End)
{
    public int Status => int.Parse(Field(":status") ?? "0", CultureInfo.InvariantCulture);

    public string? RequestId => Field("weir-request-id");

    public string? Field(string name) =>
        Fields.Where(field => field.Name == name).Select(field => field.Value).SingleOrDefault();

    /// <summary>
    /// A header block without a dynamic table and without Huffman's code, as Kestrel writes it to those who
    /// allow no table (RFC 7541, section 6).
    /// </summary>
    public static IReadOnlyList<(string Name, string Value)> Decode(byte[] block)
    {
        var fields = new List<(string, string)>();
        var at = 0;
        while (at < block.Length)
        {
            if ((block[at] & 0x80) != 0)
            {
                fields.Add(Static[Integer(7)]);
            }
            else if ((block[at] & 0xe0) == 0x20)
            {
                Integer(5);
            }
            else
            {
                var index = Integer((block[at] & 0x40) != 0 ? 6 : 4);
                var name = index == 0 ? Text() : Static[index].Name;
                fields.Add((name, Text()));
            }
        }

        return fields;

        int Integer(int prefix)
        {
            var full = (1 << prefix) - 1;
            var value = block[at++] & full;
            for (var shift = 0; value >= full && shift < 28; shift += 7)
            {
                var next = block[at++];
                value += (next & 127) << shift;
                if (next < 128)
                {
                    break;
                }
            }

            return value;
        }

        string Text()
        {
            var length = Integer(7);
            at += length;
            return Encoding.Latin1.GetString(block, at - length, length);
        }
    }

    // The entries that answers use (RFC 7541, appendix A); the names of the others do not matter.
    private static readonly (string Name, string Value)[] Static =
    [
        .. Enumerable.Range(0, 62).Select(index => index switch
        {
            8 => (":status", "200"),
            9 => (":status", "204"),
            10 => (":status", "206"),
            11 => (":status", "304"),
            12 => (":status", "400"),
            13 => (":status", "404"),
            14 => (":status", "500"),
            22 => ("allow", ""),
            28 => ("content-length", ""),
            31 => ("content-type", ""),
            _ => ($"static-{index}", ""),
        }),
    ];
}
