using CsCheck;

namespace Weir.Decisions.Tests;

public sealed class RequestIdTests
{
    private const long Latest = (1L << 48) - 1;

    private static readonly Gen<RequestId> Ids = Gen.Select(
        Gen.Long[0, Latest], Gen.ULong, Gen.UShort, RequestId.Create);

    [Fact]
    public void Text_ReadAgain_IsTheSameId() => Ids.Sample(id =>
        id.ToString().Length == RequestId.TextLength
        && RequestId.TryParse(id.ToString(), out var again) && again == id
        && RequestId.TryParse(id.ToString().ToLowerInvariant(), out var lower) && lower == id);

    [Fact]
    public void Texts_SortByTime() => Gen.Select(Gen.Long[0, Latest - 1], Ids, Ids).Sample((time, a, b) =>
    {
        var earlier = RequestId.Create(time, a.Low, (ushort)a.High).ToString();
        var later = RequestId.Create(time + 1, b.Low, (ushort)b.High).ToString();
        return string.CompareOrdinal(earlier, later) < 0;
    });

    [Fact]
    public void Text_OfAKnownTime_IsAsTheSpecificationShows() =>
        Assert.StartsWith("01ARYZ6S41", RequestId.Create(1469918176385, 0, 0).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("01ARYZ6S41TSV4RRFFQ69G5FA")]
    [InlineData("01ARYZ6S41TSV4RRFFQ69G5FAVX")]
    [InlineData("81ARYZ6S41TSV4RRFFQ69G5FAV")]
    [InlineData("01ARYZ6S41TSV4RRFFQ69G5FAU")]
    [InlineData("01ARYZ6S41TSV4RRFFQ69G5F V")]
    [InlineData("\uff101ARYZ6S41TSV4RRFFQ69G5FA")]
    public void TryParse_RefusesWhatIsNoUlid(string? text) => Assert.False(RequestId.TryParse(text, out _));
}
