using System.Buffers.Binary;
using Weir.Decisions.Model;
using Weir.Decisions.Model.Evaluation;

namespace Weir.Fuzz.Targets;

/// <summary>
/// The model section of a release, and whatever an accepted one then does to the evaluators.
/// </summary>
public sealed class ModelSectionTarget : IFuzzTarget
{
    private const int Rows = 4;

    private static readonly EvaluatorKind[] Kinds =
        [EvaluatorKind.Interleaved, EvaluatorKind.AllNodes256, EvaluatorKind.AllNodes512];

    private static readonly double[] Numbers =
        [0, -0.0, 1, -1, 99, 1e-36, 1e300, double.NaN, double.PositiveInfinity, double.MaxValue];

    public string Name => "model";

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        "WEIRTREE"u8.ToArray(), [1, 0], [0, 0], [0xff, 0xff], [0xfe, 0xff], [0, 1], [2, 0, 0, 0],
        [0xff, 0xff, 0xff, 0xff], [0, 16, 0, 0], .. Numbers.Select(Bytes),
    ];

    /// <summary>
    /// Overwrites a whole number where it stands, so that lengths before and after still fit.
    /// </summary>
    public byte[] Reshape(byte[] input, Random chance)
    {
        var token = Tokens[chance.Next(Tokens.Count)];
        if (input.Length < token.Length)
        {
            return [.. input, .. token];
        }

        var changed = (byte[])input.Clone();
        token.CopyTo(changed, chance.Next(input.Length - token.Length + 1));
        return changed;
    }

    public string Check(ReadOnlySpan<byte> input)
    {
        if (!ModelSection.Read(input).Try(out var model, out var error))
        {
            FuzzFailure.Unless(error.Fault != ModelFault.Unset, "no reason");
            FuzzFailure.Unless(error.Text().Length is > 5 and < 400, "no text");
            return $"{error.Fault} {error.Node < 0} {Math.Min(error.Tree ?? 0, 3)}";
        }

        FuzzFailure.Unless(ModelSection.Write(model).AsSpan().SequenceEqual(input), "written otherwise");
        Forests.Check(model.Trees, input.Length, Rows, Kinds);
        var (low, high) = (model.Calibration.Score(new(-1e9)), model.Calibration.Score(new(1e9)));
        FuzzFailure.Unless(low is >= 1 and <= 99 && high >= low && high <= 99, "calibration out of range");
        return $"read {int.Log2(model.Trees.TreeCount)} {int.Log2(model.Trees.MostLeaves)} {high - low > 9}";
    }

    private static byte[] Bytes(double number)
    {
        var bytes = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
        return bytes;
    }
}
