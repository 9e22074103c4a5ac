using System.Buffers;
using CsCheck;
using Weir.Decisions.Signals;
using Weir.Fuzz.Building;

namespace Weir.Decisions.Tests.Signals;

public sealed class ClientHelloAssemblerTests
{
    private static readonly byte[] Message = Hellos.Browser().Build();

    [Fact]
    public void AnySplit_IntoRecordsAndSegments_GivesTheSameMessage() => Gen.Select(
        Gen.Int[1, 600].Array[1, 8], Gen.Int[1, 700].Array[1, 8]).Sample((records, segments) =>
    {
        var bytes = HelloBuilder.Records(Message, records);
        var assembler = new ClientHelloAssembler();
        var (end, i) = (0, 0);
        while (end < bytes.Length)
        {
            Assert.True(assembler.Status is AssemblyStatus.Unset or AssemblyStatus.NeedMore);
            end = Math.Min(bytes.Length, end + segments[i++ % segments.Length]);
            Assert.Equal(
                end < bytes.Length ? AssemblyStatus.NeedMore : AssemblyStatus.Complete,
                assembler.Advance(Segments.Of(bytes.AsSpan(0, end), segments[0])));
        }

        Assert.Equal(Message, assembler.Message);
    });

    [Fact]
    public void OneByteRecords_InOneByteSegments_AreWalkedOnce()
    {
        var bytes = HelloBuilder.Records(Message, 1);
        var assembler = new ClientHelloAssembler();
        for (var end = 1; end < bytes.Length; end++)
        {
            Assert.Equal(AssemblyStatus.NeedMore,
                assembler.Advance(new ReadOnlySequence<byte>(bytes, 0, end)));
            Assert.Equal(end, assembler.Walked);
            Assert.True(assembler.Message.IsEmpty);
        }

        Assert.Equal(AssemblyStatus.Complete, assembler.Advance(new ReadOnlySequence<byte>(bytes)));
        Assert.Equal(Message, assembler.Message);
    }

    [Fact]
    public void WhatFollowsTheMessage_IsLeftAlone()
    {
        byte[] bytes = [.. HelloBuilder.Records(Message, 200), 20, 3, 3, 0, 1, 1];
        var written = new ArrayBufferWriter<byte>();
        var status = ClientHelloAssembler.Assemble(new ReadOnlySequence<byte>(bytes), written);
        Assert.Equal(AssemblyStatus.Complete, status);
        Assert.Equal(Message, written.WrittenSpan);
    }

    [Theory]
    [InlineData("", AssemblyStatus.NeedMore)]
    [InlineData("16", AssemblyStatus.NeedMore)]
    [InlineData("474554202f", AssemblyStatus.NotTls)]
    [InlineData("16020100", AssemblyStatus.NotTls)]
    [InlineData("1503010002", AssemblyStatus.NotTls)]
    [InlineData("160301000102", AssemblyStatus.NotClientHello)]
    [InlineData("1603010000", AssemblyStatus.Malformed)]
    [InlineData("1603014001", AssemblyStatus.Malformed)]
    [InlineData("160301000101170301", AssemblyStatus.Malformed)]
    [InlineData("160301000101160201", AssemblyStatus.Malformed)]
    [InlineData("16030100040100fffd", AssemblyStatus.TooLarge)]
    [InlineData("16030100040100fffc", AssemblyStatus.NeedMore)]
    public void Beginnings_AreJudgedAsSoonAsPossible(string hex, AssemblyStatus expected)
    {
        var status = new ClientHelloAssembler().Advance(
            new ReadOnlySequence<byte>(Convert.FromHexString(hex)));
        Assert.Equal(expected, status);
    }

    [Fact]
    public void RecordsBeyondTheLimit_AreTooLarge_HoweverTheyCome()
    {
        var message = new HelloBuilder { Ciphers = [.. Enumerable.Repeat((ushort)0x1301, 8_000)] }.Build();
        var bytes = HelloBuilder.Records(message, 1);
        var whole = new ClientHelloAssembler().Append(bytes);
        Assert.Equal(AssemblyStatus.TooLarge, whole);

        var pieces = new ClientHelloAssembler();
        var last = AssemblyStatus.Unset;
        foreach (var piece in bytes.Chunk(7))
        {
            last = pieces.Append(piece);
        }

        Assert.Equal(AssemblyStatus.TooLarge, last);
        Assert.True(pieces.Walked <= Limits.ClientHelloBytes);
    }

    [Fact]
    public void AFinalAnswer_StaysFinal()
    {
        var assembler = new ClientHelloAssembler();
        Assert.Equal(AssemblyStatus.NotTls, assembler.Append("G"u8));
        Assert.Equal(AssemblyStatus.NotTls, assembler.Append(HelloBuilder.Records(Message, 100)));
    }
}
