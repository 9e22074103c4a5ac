using System.Collections.Immutable;
using Weir.Decisions.Model;

namespace Weir.Fuzz.Building;

/// <summary>What random forests shall look like.</summary>
/// <param name="Features">Of the row.</param>
/// <param name="Trees">How many.</param>
/// <param name="Leaves">Of each tree at most.</param>
/// <param name="Thresholds">Distinct ones of each feature at most.</param>
/// <param name="Categories">Whether some splits are over categories.</param>
public sealed record ForestShape(
    int Features, int Trees, int Leaves, int Thresholds = 40, bool Categories = true);

/// <summary>
/// Valid forests and rows by chance that a seed decides, with as many awkward numbers as there is room for:
/// thresholds next to zero, between two floats, beyond all floats, infinite; rows that hit them.
/// </summary>
public sealed class ForestBuilder
{
    private const int MostWords = 3;

    private static readonly double[] AwkwardThresholds =
    [
        0, -0.0, 1e-36, -1e-36, 1e-35f, -1e-35f, 1e-35, -1e-35, 1.0000000180025095e-35, 1e300, -1e300,
        double.PositiveInfinity, double.NegativeInfinity, float.MaxValue, float.MinValue, 0.1, 1.5, -0.1,
        0.30000001192092890625, 16777216.5,
    ];

    private static readonly float[] AwkwardValues =
    [
        float.NaN, float.NaN, 0f, -0f, 1e-36f, -1e-36f, 1e-35f, -1e-35f, float.Epsilon, -float.Epsilon,
        float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue,
        31, 32, 33, 63.9f, 64, 95, 96, -0.5f, -1, 3e9f, -3e9f,
    ];

    private readonly Random _chance;
    private readonly ForestShape _shape;
    private readonly double[][] _thresholds;

    public ForestBuilder(Random chance, ForestShape shape)
    {
        _chance = chance;
        _shape = shape;
        _thresholds = [.. Enumerable.Range(0, shape.Features).Select(_ => Thresholds())];
    }

    public EnsembleDraft Draft() => new(
        [.. Enumerable.Range(0, _shape.Features).Select(feature => $"feature_{feature}")],
        [.. Enumerable.Range(0, _shape.Trees).Select(_ => Tree())]);

    public float[] Row() => [.. _thresholds.Select(Value)];

    private double[] Thresholds() =>
    [
        .. Enumerable.Range(0, 1 + _chance.Next(_shape.Thresholds)).Select(_ => _chance.Next(4) == 0
            ? AwkwardThresholds[_chance.Next(AwkwardThresholds.Length)]
            : (_chance.NextDouble() - 0.5) * Math.Pow(10, _chance.Next(-3, 4))),
    ];

    private float Value(double[] thresholds)
    {
        var near = (float)thresholds[_chance.Next(thresholds.Length)];
        return _chance.Next(6) switch
        {
            0 => AwkwardValues[_chance.Next(AwkwardValues.Length)],
            1 => MathF.BitIncrement(near),
            2 => MathF.BitDecrement(near),
            3 => near,
            4 => _chance.Next(100),
            _ => (float)(_chance.NextDouble() - 0.5) * 10,
        };
    }

    private TreeDraft Tree()
    {
        var leaves = _chance.Next(3) == 0 ? _shape.Leaves : 1 + _chance.Next(_shape.Leaves);
        var isChain = _chance.Next(8) == 0;
        var sets = Sets();
        var splits = new SplitDraft[leaves - 1];
        // Where each leaf hangs: a split, and on which side.
        var parents = new List<(int Split, bool IsLeft)> { (-1, false) };
        for (var i = 0; i < splits.Length; i++)
        {
            var leaf = isChain ? parents.Count - 1 : _chance.Next(parents.Count);
            var (parent, isLeft) = parents[leaf];
            if (parent >= 0)
            {
                splits[parent] = isLeft
                    ? splits[parent] with { Left = i }
                    : splits[parent] with { Right = i };
            }

            splits[i] = Split(sets.Length) with { Left = ~leaf, Right = ~parents.Count };
            parents[leaf] = (i, true);
            parents.Add((i, false));
        }

        return new TreeDraft([.. splits], [.. Enumerable.Range(0, leaves).Select(_ => Leaf())], [.. sets]);
    }

    private double Leaf() => _chance.Next(20) == 0 ? 0 : (_chance.NextDouble() - 0.5) * 0.3;

    private ImmutableArray<uint>[] Sets() => !_shape.Categories ? [] :
    [
        .. Enumerable.Range(0, _chance.Next(4)).Select(_ => ImmutableArray.CreateRange(
            Enumerable.Range(0, 1 + _chance.Next(MostWords)).Select(_ => (uint)_chance.NextInt64(1L << 32)))),
    ];

    private SplitDraft Split(int sets)
    {
        var feature = _chance.Next(_shape.Features);
        if (sets > 0 && _chance.Next(4) == 0)
        {
            return new(feature, _chance.Next(sets), SplitRule.Categorical, 0, 0, Leaf());
        }

        var threshold = _thresholds[feature][_chance.Next(_thresholds[feature].Length)];
        var rule = SplitRule.Numerical((MissingKind)_chance.Next(3), _chance.Next(2) == 0);
        return new(feature, threshold, rule, 0, 0, Leaf());
    }
}
