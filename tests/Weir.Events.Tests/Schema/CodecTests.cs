using CsCheck;
using Weir.Decisions;
using Weir.Decisions.Verdicts;
using Weir.Events.Schema;
using Weir.Events.Tests.Support;

namespace Weir.Events.Tests.Schema;

public sealed class CodecTests
{
    [Fact]
    public void WhatIsWritten_IsRead() => Told.Any.Array[0, 8].Sample(static events =>
    {
        var read = Told.Read(Told.Batch(events), out var malformed);
        return !malformed && read.Count == events.Length
            && events.Zip(read).All(static pair => pair.First.SameAs(pair.Second));
    }, iter: 2_000);

    [Fact]
    public void EveryPrefix_EndsWithAValue()
    {
        var whole = Told.Batch(new Told { Features = [1, float.NaN] }, new Told());
        var firstEnds = 1 + new Told { Features = [1, float.NaN] }.Bytes().Length;
        for (var length = 0; length < whole.Length; length++)
        {
            var read = Told.Read(whole.AsSpan(0, length), out var malformed);
            Assert.Equal(length is not 0 and not 1 && length != firstEnds, malformed);
            Assert.True(read.Count <= 1);
        }
    }

    [Fact]
    public void EveryChangedByte_EndsWithAValue()
    {
        var whole = Told.Batch(new Told { Features = [1, 2], Address = System.Net.IPAddress.Loopback });
        for (var at = 0; at < whole.Length; at++)
        {
            for (var value = 0; value < 256; value++)
            {
                var changed = (byte[])whole.Clone();
                changed[at] = (byte)value;
                var read = Told.Read(changed, out var malformed);
                Assert.True(malformed || read.Count == 1);
                Assert.All(read, static one => Assert.InRange(one.Score, 0, 99));
            }
        }
    }

    [Fact]
    public void AnotherVersion_IsMalformed()
    {
        byte[] bytes = [2, .. new Told().Bytes()];
        Assert.Empty(Told.Read(bytes, out var malformed));
        Assert.True(malformed);
    }

    [Theory]
    [InlineData(EventFormat.Score, 100)]
    [InlineData(EventFormat.Unscored, 6)]
    [InlineData(EventFormat.Verdict, 5)]
    [InlineData(EventFormat.Source, 4)]
    [InlineData(EventFormat.Class, 4)]
    [InlineData(EventFormat.Http, 5)]
    [InlineData(EventFormat.Flags, 12)]
    [InlineData(EventFormat.Flags, 16)]
    [InlineData(EventFormat.Status + 1, 4)]
    [InlineData(EventFormat.At + 7, 0x80)]
    [InlineData(EventFormat.At + 7, 0x7F)]
    [InlineData(EventFormat.Duration + 7, 0x80)]
    [InlineData(EventFormat.Weight + 3, 0)]
    [InlineData(EventFormat.Weight + 3, 0x7F)]
    [InlineData(EventFormat.FeatureCount, 1)]
    public void ValueWithoutMeaning_IsMalformed(int at, byte value)
    {
        var batch = Told.Batch(new Told());
        batch[1 + EventFormat.LengthBytes + at] = value;
        Assert.Empty(Told.Read(batch, out var malformed));
        Assert.True(malformed);
    }

    [Fact]
    public void TextThatIsNoUtf8_IsMalformed()
    {
        var batch = Told.Batch(new Told { Texts7 = ["ab", null, null, null, null, null, null] });
        batch[1 + EventFormat.LengthBytes + EventFormat.Fixed + 2] = 0xFF;
        Assert.Empty(Told.Read(batch, out var malformed));
        Assert.True(malformed);
    }

    [Fact]
    public void LongText_IsCut_NeverWithinACharacter()
    {
        var told = new Told { Texts7 = [.. Enumerable.Repeat("x" + new string('ä', 5_000), 7)] };
        var read = Assert.Single(Told.Read(Told.Batch(told), out var malformed));
        Assert.False(malformed);
        Assert.All(read.Texts7, static text =>
            Assert.Equal("x" + new string('ä', (Limits.EventTextBytes - 1) / 2), text));
    }

    [Fact]
    public void LargestEvent_HasRoom()
    {
        var told = new Told
        {
            Texts7 = [.. Enumerable.Repeat(new string('x', 5_000), 7)],
            Features = new float[Limits.Ceilings.Features],
            Address = System.Net.IPAddress.IPv6Loopback,
        };
        Assert.Single(Told.Read(Told.Batch(told), out _));
    }

    [Fact]
    public void CorruptValues_AreBroughtIntoTheFormat()
    {
        var told = new Told
        {
            Score = 1_000,
            Status = -5,
            Verdict = (Verdict)77,
            Http = (HttpKind)(-1),
            Duration = TimeSpan.FromSeconds(-1),
            Weight = float.NaN,
        };
        var read = Assert.Single(Told.Read(Told.Batch(told), out _));
        Assert.Equal(
            (99, 0, Verdict.Unset, HttpKind.Unset), (read.Score, read.Status, read.Verdict, read.Http));
        Assert.Equal((TimeSpan.Zero, 1f), (read.Duration, read.Weight));
    }

    [Fact]
    public void NoRoom_WritesNothing()
    {
        var told = new Told { Features = [1, 2, 3] };
        var one = told.Event;
        var needed = told.Bytes().Length;
        for (var length = 0; length < needed; length++)
        {
            Assert.Equal(0, EventWriter.Write(new byte[length], in one, told.Features, 1));
        }

        Assert.Equal(needed, EventWriter.Write(new byte[needed], in one, told.Features, 1));
    }
}
