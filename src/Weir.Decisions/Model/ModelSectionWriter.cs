using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Weir.Decisions.Model;

/// <summary>The other side of <see cref="ModelSection.Read"/>: a checked model in its one form.</summary>
internal sealed class ModelSectionWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public static byte[] Write(ScoringModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (trees, points) = (model.Trees, model.Calibration.Points);
        var writer = new ModelSectionWriter();
        writer._bytes.Write(ModelSection.Magic);
        writer.UInt16(ModelSection.Version);
        writer.UInt16(0);
        writer.UInt32((uint)trees.FeatureCount);
        writer.UInt32((uint)points.Length);
        writer.UInt32((uint)trees.TreeCount);
        foreach (var name in trees.FeatureNames)
        {
            writer.UInt8((byte)name.Length);
            writer._bytes.Write(Encoding.Latin1.GetBytes(name));
        }

        foreach (var point in points)
        {
            writer.Double(point.Raw);
            writer.Double(point.Score);
        }

        foreach (var tree in trees.Trees)
        {
            writer.Tree(trees, tree);
        }

        return writer._bytes.WrittenSpan.ToArray();
    }

    private void Tree(TreeEnsemble model, TreeSpan tree)
    {
        UInt16((ushort)tree.Leaves);
        UInt16((ushort)tree.Categories);
        for (var i = tree.FirstNode; i < tree.FirstNode + tree.Nodes; i++)
        {
            var node = model.Nodes[i];
            UInt16(node.Feature);
            UInt8(node.Rule.Bits);
            UInt16((ushort)node.Left);
            UInt16((ushort)node.Right);
            Double(node.Threshold);
            Double(model.Expectations[i]);
        }

        foreach (var leaf in model.LeavesOf(tree))
        {
            Double(leaf);
        }

        foreach (var set in model.Categories.AsSpan(tree.FirstCategory, tree.Categories))
        {
            UInt16((ushort)set.Words);
            foreach (var word in model.CategoryWords.AsSpan(set.FirstWord, set.Words))
            {
                UInt32(word);
            }
        }
    }

    private void UInt8(byte value) => _bytes.Write([value]);

    private void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.GetSpan(sizeof(ushort)), value);
        _bytes.Advance(sizeof(ushort));
    }

    private void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.GetSpan(sizeof(uint)), value);
        _bytes.Advance(sizeof(uint));
    }

    private void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), value);
        _bytes.Advance(sizeof(double));
    }
}
