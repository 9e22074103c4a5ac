using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Weir.Decisions.Model;

/// <summary>
/// A scoring model in the bytes that a release carries. Flat, little-endian, without padding or choices: a
/// model has exactly one section, and whatever is read writes the same bytes again.
/// <code>
/// magic "WEIRTREE", u16 version, u16 zero, u32 features, u32 points, u32 trees
/// feature: u8 length, name            point: f64 raw, f64 score
/// tree:    u16 leaves, u16 sets, splits, f64 for each leaf, sets
/// split:   u16 feature, u8 rule, i16 left, i16 right, f64 threshold, f64 expectation
/// set:     u16 words, u32 for each
/// </code>
/// </summary>
public static class ModelSection
{
    internal const ushort Version = 1;
    internal const int SplitBytes = (3 * sizeof(ushort)) + sizeof(byte) + (2 * sizeof(double));
    internal const int PointBytes = 2 * sizeof(double);

    // What the smallest of each takes, to judge a count before anything is allocated for it.
    private const int LeastNameBytes = 2;
    private const int LeastTreeBytes = (2 * sizeof(ushort)) + sizeof(double);

    internal static ReadOnlySpan<byte> Magic => "WEIRTREE"u8;

    public static byte[] Write(ScoringModel model) => ModelSectionWriter.Write(model);

    /// <summary>Refuses bytes that are no section, are cut, go on, or hold what no model may.</summary>
    /// <param name="section">All of its bytes.</param>
    /// <param name="features">
    /// How many features may be; at most <see cref="Limits.Ceilings.Features"/>.
    /// </param>
    public static Outcome<ScoringModel, ModelError> Read(
        ReadOnlySpan<byte> section, int features = Limits.Features)
    {
        if (section.Length > Limits.ModelSectionBytes)
        {
            return Failed(new ModelError(ModelFault.TooLarge)
            {
                Found = section.Length, Limit = Limits.ModelSectionBytes,
            });
        }

        var reader = new SectionReader(section);
        if (!reader.Take(Magic.Length).SequenceEqual(Magic))
        {
            return Failed(new ModelError(ModelFault.NotAModel) { Offset = 0 });
        }

        if (reader.UInt16() != Version || reader.UInt16() != 0)
        {
            reader.Fail(ModelFault.UnknownVersion);
        }

        var featureCount = reader.Count(
            Math.Min(features, Limits.Ceilings.Features), LeastNameBytes, ModelFault.TooManyFeatures);
        var pointCount = reader.Count(Limits.CalibrationPoints, PointBytes, ModelFault.TooManyPoints);
        var treeCount = reader.Count(Limits.Trees, LeastTreeBytes, ModelFault.TooManyTrees);
        var names = Names(ref reader, featureCount);
        var points = Points(ref reader, pointCount);
        var trees = Trees(ref reader, treeCount);
        if (reader.Rest > 0)
        {
            reader.Fail(ModelFault.TrailingBytes);
        }

        return reader.Error is { } error
            ? Failed(error)
            : Checked(new EnsembleDraft(names, trees), points, features);
    }

    private static Outcome<ScoringModel, ModelError> Checked(
        EnsembleDraft draft, CalibrationPoint[] points, int features)
    {
        if (!TreeEnsemble.Create(draft, features).Try(out var trees, out var wrongTrees))
        {
            return Failed(wrongTrees);
        }

        return Calibration.Create(points).Try(out var calibration, out var wrongPoints)
            ? Outcome<ScoringModel, ModelError>.Ok(new ScoringModel(trees, calibration))
            : Failed(wrongPoints);
    }

    private static Outcome<ScoringModel, ModelError> Failed(ModelError error) =>
        Outcome<ScoringModel, ModelError>.Fail(error);

    private static ImmutableArray<string> Names(ref SectionReader reader, int count)
    {
        var names = new string[count];
        for (var i = 0; i < count; i++)
        {
            // Byte for character: whatever is no printable ASCII is refused with the model.
            names[i] = Encoding.Latin1.GetString(reader.Take(reader.UInt8()));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(names);
    }

    private static CalibrationPoint[] Points(ref SectionReader reader, int count)
    {
        var points = new CalibrationPoint[count];
        for (var i = 0; i < count; i++)
        {
            points[i] = new CalibrationPoint(reader.Double(), reader.Double());
        }

        return points;
    }

    private static ImmutableArray<TreeDraft> Trees(ref SectionReader reader, int count)
    {
        var trees = ImmutableArray.CreateBuilder<TreeDraft>(count);
        while (trees.Count < count && reader.Error is null)
        {
            trees.Add(Tree(ref reader));
        }

        return trees.ToImmutable();
    }

    private static TreeDraft Tree(ref SectionReader reader)
    {
        var leaves = reader.UInt16();
        var sets = reader.UInt16();
        // A tree without leaves is refused with the model, by name.
        var splits = Splits(reader.Take(Math.Max(0, leaves - 1) * SplitBytes));
        var values = reader.Take(leaves * sizeof(double));
        var leafValues = new double[values.Length / sizeof(double)];
        for (var i = 0; i < leafValues.Length; i++)
        {
            leafValues[i] = BinaryPrimitives.ReadDoubleLittleEndian(values[(i * sizeof(double))..]);
        }

        return new TreeDraft(splits, ImmutableCollectionsMarshal.AsImmutableArray(leafValues),
            Sets(ref reader, sets));
    }

    private static ImmutableArray<SplitDraft> Splits(ReadOnlySpan<byte> bytes)
    {
        var splits = new SplitDraft[bytes.Length / SplitBytes];
        var reader = new SectionReader(bytes);
        for (var i = 0; i < splits.Length; i++)
        {
            var feature = reader.UInt16();
            var rule = new SplitRule(reader.UInt8());
            var (left, right) = ((short)reader.UInt16(), (short)reader.UInt16());
            splits[i] = new SplitDraft(feature, reader.Double(), rule, left, right, reader.Double());
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(splits);
    }

    private static ImmutableArray<ImmutableArray<uint>> Sets(ref SectionReader reader, int count)
    {
        var sets = ImmutableArray.CreateBuilder<ImmutableArray<uint>>();
        while (sets.Count < count && reader.Error is null)
        {
            var bytes = reader.Take(reader.UInt16() * sizeof(uint));
            var words = new uint[bytes.Length / sizeof(uint)];
            for (var i = 0; i < words.Length; i++)
            {
                words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]);
            }

            sets.Add(ImmutableCollectionsMarshal.AsImmutableArray(words));
        }

        return sets.ToImmutable();
    }
}
