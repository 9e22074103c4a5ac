using System.Buffers.Binary;
using System.Security.Cryptography;
using CsCheck;
using Weir.Decisions.Model;
using Weir.Decisions.Model.Evaluation;
using Weir.Fuzz.Building;

namespace Weir.Decisions.Tests.Model;

public sealed class ModelSectionTests
{
    private const int CountsAt = 12;

    public static TheoryData<string> Names => [.. Golden.Names];

    private static ScoringModel Small { get; } = new(
        Evaluators.Checked(Drafts.Ensemble(Drafts.Tree, Drafts.Categorical(0, [6u, 1u]))),
        Drafts.Calibration);

    [Theory]
    [MemberData(nameof(Names))]
    public void ASection_ScoresAsTheModelThatWasWritten(string name)
    {
        var section = ModelSection.Write(new ScoringModel(Golden.Model(name), Drafts.Calibration));
        var model = Read(section);
        Assert.Equal(Golden.Model(name).FeatureNames, model.Trees.FeatureNames);
        Assert.Equal(Golden.Model(name).Expectations, model.Trees.Expectations);
        Assert.Equal(Drafts.Calibration.Points, model.Calibration.Points);
        var evaluator = Evaluator.For(model.Trees);
        Assert.All(Golden.Rows(name), row =>
            Assert.Equal(row.Score, BitConverter.DoubleToUInt64Bits(evaluator.Evaluate(row.Row).Margin)));
    }

    [Fact]
    public void WhatIsRead_WritesTheSameBytes() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 30], Gen.Int[1, 256], Gen.Int).Sample(
            (features, trees, leaves, seed) =>
            {
                var draft = new ForestBuilder(new Random(seed), new(features, trees, leaves)).Draft();
                var section = ModelSection.Write(new(Evaluators.Checked(draft), Drafts.Calibration));
                Assert.Equal(section, ModelSection.Write(Read(section)));
            },
            iter: 60, threads: 1);

    /// <summary>Releases are signed over these bytes: they may change with the version only.</summary>
    [Fact]
    public void TheFormat_StaysAsItIs() => Assert.Equal(
        "87dde129cb90b2ce47a0c785d97449bf859b92a363ac7383f0111e209a630585",
        Convert.ToHexStringLower(SHA256.HashData(ModelSection.Write(Small))));

    [Fact]
    public void Refuses_EveryEarlyEnd()
    {
        var section = ModelSection.Write(Small);
        for (var length = 0; length < section.Length; length++)
        {
            Assert.False(ModelSection.Read(section.AsSpan(0, length)).Try(out _, out var error));
            Assert.Contains(error.Fault,
                new[] { ModelFault.Truncated, ModelFault.NotAModel, ModelFault.UnknownVersion });
        }
    }

    [Fact]
    public void Refuses_AByteMore()
    {
        byte[] longer = [.. ModelSection.Write(Small), 0];
        Assert.False(ModelSection.Read(longer).Try(out _, out var error));
        Assert.Equal(new ModelError(ModelFault.TrailingBytes) { Offset = longer.Length - 1 }, error);
    }

    [Theory]
    [InlineData(0, (byte)'w', ModelFault.NotAModel)]
    [InlineData(8, 2, ModelFault.UnknownVersion)]
    [InlineData(10, 1, ModelFault.UnknownVersion)]
    public void Refuses_AnotherHead(int at, byte value, ModelFault fault)
    {
        var section = ModelSection.Write(Small);
        section[at] = value;
        Assert.False(ModelSection.Read(section).Try(out _, out var error));
        Assert.Equal(fault, error.Fault);
    }

    [Theory]
    [InlineData(0, 201, ModelFault.TooManyFeatures)]
    [InlineData(0, uint.MaxValue, ModelFault.TooManyFeatures)]
    [InlineData(1, 1_025, ModelFault.TooManyPoints)]
    [InlineData(1, uint.MaxValue, ModelFault.TooManyPoints)]
    [InlineData(2, 4_097, ModelFault.TooManyTrees)]
    [InlineData(2, uint.MaxValue, ModelFault.TooManyTrees)]
    [InlineData(2, 4_096, ModelFault.Truncated)]
    public void Refuses_CountsBeforeAllocating(int which, uint count, ModelFault fault)
    {
        var section = ModelSection.Write(Small);
        BinaryPrimitives.WriteUInt32LittleEndian(section.AsSpan(CountsAt + (which * sizeof(uint))), count);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(ModelSection.Read(section).Try(out _, out var error));
        Assert.Equal(fault, error.Fault);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4_096);
    }

    [Fact]
    public void Refuses_MoreBytesThanASectionHas()
    {
        Assert.False(ModelSection.Read(new byte[Limits.ModelSectionBytes + 1]).Try(out _, out var error));
        Assert.Equal(ModelFault.TooLarge, error.Fault);
    }

    /// <summary>
    /// A changed byte is refused, or makes another valid model that all evaluators agree on.
    /// </summary>
    [Fact]
    public void AnyChangedByte_IsRefusedOrMakesAnotherModel()
    {
        var section = ModelSection.Write(Small);
        for (var at = 0; at < section.Length; at++)
        {
            foreach (var flip in (ReadOnlySpan<byte>)[1, 2, 0x40, 0x80, 0xff])
            {
                var changed = (byte[])section.Clone();
                changed[at] ^= flip;
                if (ModelSection.Read(changed).Try(out var model, out var error))
                {
                    Assert.Equal(changed, ModelSection.Write(model));
                    float[] row = [1.5f, float.NaN];
                    var walked = Evaluators.All(model.Trees).Select(one => one.Evaluate(row)).Distinct();
                    Assert.True(double.IsFinite(Assert.Single(walked).Margin));
                }
                else
                {
                    Assert.NotEqual(ModelFault.Unset, error.Fault);
                }
            }
        }
    }

    private static ScoringModel Read(byte[] section) => ModelSection.Read(section)
        .Match(model => model, error => throw new InvalidDataException(error.Text()));
}
