using Weir.Decisions;
using Weir.Decisions.Signals.Hpack;
using Weir.Fuzz.Building;
using Weir.Fuzz.Oracles;

namespace Weir.Fuzz.Targets;

/// <summary>
/// Header blocks. The first byte says how long the first of up to two blocks is, so that the second one
/// finds a dynamic table.
/// </summary>
public sealed class HpackTarget : IFuzzTarget
{
    private const int LongestInput = 4096;

    public string Name => "hpack";

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        [0x3f, 0xe1, 0x1f], [0x20], [0xbe], [0xbf], [0x82], [0xff, 0xff, 0xff, 0xff, 0x7f], [0x40], [0x00],
        [0x10],
        [0x7f, 0x80, 0x80, 0x80, 0x80, 0x00], HpackWriter.Literal("name", "value", remember: true),
        HpackWriter.Literal("name", "value", remember: true, huffman: true), HpackWriter.Indexed(62),
        HpackWriter.Text("\u0000\u00ff\u00fe{}", huffman: true),
    ];

    public byte[] Reshape(byte[] input, Random chance)
    {
        var name = new string((char)chance.Next(256), chance.Next(1 << chance.Next(9)));
        var field = chance.Next(4) switch
        {
            0 => HpackWriter.Indexed(chance.Next(80)),
            1 => HpackWriter.Resize(chance.Next(4200)),
            _ => HpackWriter.Literal(name, name, chance.Next(2) == 0, chance.Next(2) == 0),
        };
        return chance.Next(2) == 0
            ? [.. input, .. field]
            : [.. input.AsSpan(0, Math.Min(1, input.Length)), .. field];
    }

    public string Check(ReadOnlySpan<byte> input)
    {
        input = input[..Math.Min(input.Length, LongestInput)];
        var first = input.IsEmpty ? 0 : Math.Min(input[0], input.Length - 1);
        var body = input.IsEmpty ? input : input[1..];
        var (reader, oracle) = (new HpackReader(), new SlowHpack());
        return CheckBlock(reader, oracle, body[..first]) is { } sign
            ? $"{sign} {CheckBlock(reader, oracle, body[first..])}"
            : "first failed";
    }

    private static string? CheckBlock(HpackReader reader, SlowHpack oracle, ReadOnlySpan<byte> block)
    {
        var fields = new List<HpackField>();
        var status = reader.Read(block, fields);
        var expected = oracle.Read(block.ToArray());
        FuzzFailure.Unless(status != HpackStatus.Unset, "no answer");
        FuzzFailure.Unless(fields.Count <= Limits.HeaderLines, "too many fields");
        FuzzFailure.Unless(reader.TableBytes is >= 0 and <= HpackReader.DefaultTableSize, "table too large");
        FuzzFailure.Unless(
            (status == HpackStatus.Complete) == (expected is not null), $"{status}, the oracle differs");
        if (expected is null)
        {
            return null;
        }

        FuzzFailure.Unless(
            fields.SequenceEqual(expected.Select(f => new HpackField(f.Name, f.Value.Length))),
            "other fields");
        FuzzFailure.Unless(reader.TableBytes == oracle.TableBytes, "another table");

        byte[] rewritten =
            [.. expected.SelectMany(f => HpackWriter.Literal(f.Name, f.Value, f.Name.Length % 2 == 0, true))];
        var again = new List<HpackField>();
        FuzzFailure.Unless(new HpackReader().Read(rewritten, again) == HpackStatus.Complete,
            "rewritten fails");
        FuzzFailure.Unless(again.SequenceEqual(fields), "rewritten reads otherwise");
        return $"{Math.Min(fields.Count, 6)} {int.Log2(reader.TableBytes + 1)}";
    }
}
