using System.Text;
using CsCheck;
using Weir.Decisions.Signals.Hpack;
using Weir.Fuzz.Building;

namespace Weir.Decisions.Tests.Signals;

public sealed class HuffmanTests
{
    // RFC 7541, appendix C.4 and C.6.
    [Theory]
    [InlineData("f1e3c2e5f23a6ba0ab90f4ff", "www.example.com")]
    [InlineData("a8eb10649cbf", "no-cache")]
    [InlineData("25a849e95ba97d7f", "custom-key")]
    [InlineData("25a849e95bb8e8b4bf", "custom-value")]
    [InlineData("6402", "302")]
    [InlineData("aec3771a4b", "private")]
    [InlineData("d07abe941054d444a8200595040b8166e082a62d1bff", "Mon, 21 Oct 2013 20:13:21 GMT")]
    [InlineData("9d29ad171863c78f0b97c8e9ae82ae43d3", "https://www.example.com")]
    [InlineData("94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007",
        "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1")]
    public void Rfc7541_Examples_AreRead(string coded, string text)
    {
        Assert.Equal(text, Decoded(Convert.FromHexString(coded)));
        Assert.Equal(coded, Convert.ToHexStringLower(HpackWriter.Huffman(Encoding.ASCII.GetBytes(text))));
    }

    [Fact]
    public void AnyBytes_WrittenAndRead_AreTheSame() => Gen.Byte.Array[0, 200].Sample(bytes =>
        Decoded(HpackWriter.Huffman(bytes)) == Encoding.Latin1.GetString(bytes));

    [Theory]
    [InlineData("ff")]
    [InlineData("1fff")]
    [InlineData("18")]
    [InlineData("fffffffc")]
    [InlineData("ffffffff")]
    public void LongPadding_ZerosAsPadding_AndTheEndSymbol_AreRefused(string coded) =>
        Assert.Null(Decoded(Convert.FromHexString(coded)));

    [Fact]
    public void Code_IsComplete_WithTheRfcsFirstAndLastCodes()
    {
        Assert.Equal(1L << 30, Enumerable.Range(0, 257).Sum(s => 1L << (30 - HuffmanCode.Lengths[s])));
        Assert.Equal("00000", HpackWriter.Bits('0'));
        Assert.Equal("1111111111000", HpackWriter.Bits(0));
        Assert.Equal("11111100", HpackWriter.Bits('X'));
        Assert.Equal(new string('1', 30), HpackWriter.Bits(256));
    }

    private static string? Decoded(byte[] coded)
    {
        var text = new byte[Huffman.MostDecoded(coded.Length)];
        var counted = Huffman.TryDecode(coded, [], countOnly: true, out var count);
        var decoded = Huffman.TryDecode(coded, text, countOnly: false, out var length);
        Assert.Equal(counted, decoded);
        Assert.Equal(count, length);
        return decoded ? Encoding.Latin1.GetString(text, 0, length) : null;
    }
}
