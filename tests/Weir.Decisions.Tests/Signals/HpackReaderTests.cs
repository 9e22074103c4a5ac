using Weir.Decisions.Signals.Hpack;
using Weir.Fuzz.Building;

namespace Weir.Decisions.Tests.Signals;

public sealed class HpackReaderTests
{
    // RFC 7541, appendix C.2: one field each.
    [Theory]
    [InlineData("400a637573746f6d2d6b65790d637573746f6d2d686561646572", "custom-key", 13, 55)]
    [InlineData("040c2f73616d706c652f70617468", ":path", 12, 0)]
    [InlineData("100870617373776f726406736563726574", "password", 6, 0)]
    [InlineData("82", ":method", 3, 0)]
    public void Rfc7541_C2_FieldsOfEachKind(string hex, string name, int valueLength, int tableBytes)
    {
        var reader = new HpackReader();
        Assert.Equal([new HpackField(name, valueLength)], Read(reader, hex));
        Assert.Equal(tableBytes, reader.TableBytes);
    }

    // Appendices C.3 (plain) and C.4 (Huffman): three requests on one connection.
    [Theory]
    [InlineData("828684410f7777772e6578616d706c652e636f6d", "828684be58086e6f2d6361636865",
        "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565")]
    [InlineData("828684418cf1e3c2e5f23a6ba0ab90f4ff", "828684be5886a8eb10649cbf",
        "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf")]
    public void Rfc7541_C3_C4_RequestsShareATable(string first, string second, string third)
    {
        var reader = new HpackReader();
        Assert.Equal(
            [new(":method", 3), new(":scheme", 4), new(":path", 1), new(":authority", 15)],
            Read(reader, first));
        Assert.Equal(57, reader.TableBytes);
        Assert.Equal(
            [new(":method", 3), new(":scheme", 4), new(":path", 1), new(":authority", 15),
                new("cache-control", 8)],
            Read(reader, second));
        Assert.Equal(110, reader.TableBytes);
        Assert.Equal(
            [new(":method", 3), new(":scheme", 5), new(":path", 11), new(":authority", 15),
                new("custom-key", 12)],
            Read(reader, third));
        Assert.Equal(164, reader.TableBytes);
    }

    // Appendix C.5: responses through a table of 256 bytes, so that entries are evicted.
    [Fact]
    public void Rfc7541_C5_OldEntriesAreEvicted()
    {
        var reader = new HpackReader(256);
        const string first =
            "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a32"
            + "3120474d546e1768747470733a2f2f7777772e6578616d706c652e636f6d";
        Assert.Equal([new(":status", 3), new("cache-control", 7), new("date", 29), new("location", 23)],
            Read(reader, first));
        Assert.Equal(222, reader.TableBytes);

        Assert.Equal([new(":status", 3), new("cache-control", 7), new("date", 29), new("location", 23)],
            Read(reader, "4803333037c1c0bf"));
        Assert.Equal(222, reader.TableBytes);

        const string third =
            "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738"
            + "666f6f3d4153444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b"
            + "2076657273696f6e3d31";
        Assert.Equal([new(":status", 3), new("cache-control", 7), new("date", 29), new("location", 23),
            new("content-encoding", 4), new("set-cookie", 56)], Read(reader, third));
        Assert.Equal(215, reader.TableBytes);
    }

    [Theory]
    [InlineData("80", HpackStatus.BadIndex)]
    [InlineData("be", HpackStatus.BadIndex)]
    [InlineData("7e00", HpackStatus.BadIndex)]
    [InlineData("ff", HpackStatus.Truncated)]
    [InlineData("ff80", HpackStatus.Truncated)]
    [InlineData("ffffffffff7f", HpackStatus.IntegerTooLarge)]
    [InlineData("ff808080808000", HpackStatus.IntegerTooLarge)]
    [InlineData("4005", HpackStatus.Truncated)]
    [InlineData("400161", HpackStatus.Truncated)]
    [InlineData("40016105aa", HpackStatus.Truncated)]
    [InlineData("4081ff00", HpackStatus.BadHuffman)]
    [InlineData("41821fff", HpackStatus.BadHuffman)]
    [InlineData("3fe21f", HpackStatus.BadTableSize)]
    [InlineData("8220", HpackStatus.BadTableSize)]
    public void WhatTheRfcForbids_IsNamed(string hex, HpackStatus expected)
    {
        var status = new HpackReader().Read(Convert.FromHexString(hex), []);
        Assert.Equal(expected, status);
    }

    [Fact]
    public void ATableOfSizeZero_RemembersNothing()
    {
        var reader = new HpackReader();
        Assert.Equal([new HpackField("a", 1)], Read(reader, "20400161016282"[..12]));
        Assert.Equal(0, reader.TableBytes);
    }

    [Fact]
    public void AFieldRepeatedForOneByteEach_HitsTheLimit()
    {
        byte[] bomb =
        [
            .. HpackWriter.Literal("x", new string('v', 4000), remember: true),
            .. Enumerable.Repeat((byte)0xbe, 100),
        ];
        var fields = new List<HpackField>();
        var status = new HpackReader().Read(bomb, fields);
        Assert.Equal(HpackStatus.TooLarge, status);
        Assert.True(fields.Sum(f => f.Name.Length + f.ValueLength) <= Limits.HeaderBytes);
        var lines = new HpackReader().Read([.. Enumerable.Repeat((byte)0x82, Limits.HeaderLines + 1)], []);
        Assert.Equal(HpackStatus.TooLarge, lines);
    }

    private static List<HpackField> Read(HpackReader reader, string hex)
    {
        var fields = new List<HpackField>();
        var status = reader.Read(Convert.FromHexString(hex), fields);
        Assert.Equal(HpackStatus.Complete, status);
        return fields;
    }
}
