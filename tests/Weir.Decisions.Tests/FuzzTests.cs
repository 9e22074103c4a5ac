using Weir.Fuzz;

namespace Weir.Decisions.Tests;

/// <summary>A short, always equal part of what <c>tests/Weir.Fuzz</c> does for hours.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 4_000;

    public static TheoryData<string> Names => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fuzzing_FromAFixedSeed_FindsNothing(string name)
    {
        var target = FuzzTargets.All.Single(known => known.Name == name);
        Assert.NotEmpty(FuzzTargets.Seeds(target));

        var report = FuzzRun.Run(target, seed: 20, Inputs);

        Assert.True(report.Failure is null, $"input {Hex(report.FailingInput)}\n{report.Failure}");
        Assert.True(report.Signs > 10, $"only {report.Signs} different things happened");
    }

    [Fact]
    public void Fuzzing_FromTheSameSeed_TakesTheSameWay()
    {
        var target = FuzzTargets.All[0];
        Assert.Equal(FuzzRun.Run(target, seed: 3, 500), FuzzRun.Run(target, seed: 3, 500));
    }

    [Fact]
    public void Fuzzing_ATargetThatFails_GivesTheInput()
    {
        var report = FuzzRun.Run(new FailsOnLongInput(), seed: 1, inputs: 10_000);
        Assert.True(report.FailingInput?.Length > 20);
        Assert.Contains("too long", report.Failure);
    }

    private static string Hex(byte[]? input) => input is null ? "" : Convert.ToHexStringLower(input);

    private sealed class FailsOnLongInput : IFuzzTarget
    {
        public string Name => "none";

        public IReadOnlyList<byte[]> Tokens => ["0123456789"u8.ToArray()];

        public byte[] Reshape(byte[] input, Random chance) => [.. input, 1];

        public string Check(ReadOnlySpan<byte> input)
        {
            FuzzFailure.Unless(input.Length <= 20, "too long");
            return $"{input.Length}";
        }
    }
}
