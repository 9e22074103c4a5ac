using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Weir.Decisions.Model.LightGbm;

/// <summary>
/// Reads the text that LightGBM saves a booster as (version 4; <c>GBDT::SaveModelToString</c> and
/// <c>Tree::ToString</c> of its sources). One output, constant leaves, leaves added up: everything else that
/// LightGBM can do is refused by name. Only what scores is read; gains, weights and parameters are not.
/// </summary>
public static class LightGbmText
{
    private const string Version = "version";
    private const string Classes = "num_class";
    private const string TreesPerIteration = "num_tree_per_iteration";
    private const string LastFeature = "max_feature_idx";
    private const string FeatureNames = "feature_names";

    /// <param name="text">The whole file, in UTF-8.</param>
    /// <param name="features">
    /// How many features may be; at most <see cref="Limits.Ceilings.Features"/>.
    /// </param>
    public static Outcome<TreeEnsemble, ModelError> Read(
        ReadOnlySpan<byte> text, int features = Limits.Features)
    {
        if (text.Length > Limits.ModelTextBytes)
        {
            return Failed(new ModelError(ModelFault.TooLarge)
            {
                Found = text.Length, Limit = Limits.ModelTextBytes,
            });
        }

        var lines = new TextLines(text);
        if (!lines.MoveNext() || !lines.Current.SequenceEqual("tree"u8))
        {
            return Failed(new ModelError(ModelFault.NotAModel) { Line = 1 });
        }

        if (ReadHeader(text, ref lines, features, out var names) is { } wrong)
        {
            return Failed(wrong);
        }

        var trees = ImmutableArray.CreateBuilder<TreeDraft>();
        return ReadTrees(text, ref lines, trees) is { } error
            ? Failed(error)
            : TreeEnsemble.Create(new EnsembleDraft(names, trees.ToImmutable()), features);
    }

    private static Outcome<TreeEnsemble, ModelError> Failed(ModelError error) =>
        Outcome<TreeEnsemble, ModelError>.Fail(error);

    /// <summary>Up to the first tree's line, which is then the current one.</summary>
    private static ModelError? ReadHeader(
        ReadOnlySpan<byte> text, ref TextLines lines, int features, out ImmutableArray<string> names)
    {
        names = [];
        var header = new TextBlock(Version, Classes, TreesPerIteration, LastFeature, FeatureNames);
        header.Begin(lines.Number);
        while (true)
        {
            if (!lines.MoveNext())
            {
                return new ModelError(ModelFault.Truncated) { Line = lines.Number };
            }

            if (IsTree(lines.Current, out _))
            {
                return Header(text, header, features, out names);
            }

            // Written alone on its line by random forests: leaves are averaged instead of added up.
            if (lines.Current.SequenceEqual("average_output"u8))
            {
                return new ModelError(ModelFault.NotSupported)
                {
                    Line = lines.Number, Culprit = "average_output",
                };
            }

            if (Add(header, lines) is { } error)
            {
                return error;
            }
        }
    }

    private static ModelError? Header(
        ReadOnlySpan<byte> text, TextBlock header, int features, out ImmutableArray<string> names)
    {
        names = [];
        var values = new BlockValues(text, header);
        if (!values.Text(Version).SequenceEqual("v4"u8))
        {
            values.Fail(values.At(Version, ModelFault.UnknownVersion));
        }

        foreach (var one in (ReadOnlySpan<string>)[Classes, TreesPerIteration])
        {
            if (values.Integer(one, 1, int.MaxValue) != 1)
            {
                values.Fail(values.At(one, ModelFault.NotSupported));
            }
        }

        var count = values.Integer(LastFeature, 0, int.MaxValue - 1) + 1;
        var written = values.Text(FeatureNames);
        if (values.Error is not null)
        {
            return values.Error;
        }

        if (count > features)
        {
            return values.At(LastFeature, ModelFault.TooManyFeatures) with
            {
                Found = count, Limit = features,
            };
        }

        if (written.Count((byte)' ') != count - 1)
        {
            return values.At(FeatureNames, ModelFault.BadFeatureName) with { Limit = count };
        }

        names = Names(written, count);
        return null;
    }

    private static ImmutableArray<string> Names(ReadOnlySpan<byte> written, int count)
    {
        var names = new string[count];
        var at = 0;
        foreach (var range in written.Split((byte)' '))
        {
            // Byte for character: whatever is no printable ASCII is refused with the model.
            names[at++] = System.Text.Encoding.Latin1.GetString(written[range]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(names);
    }

    /// <summary>From the first tree's line to the one that ends the trees.</summary>
    private static ModelError? ReadTrees(
        ReadOnlySpan<byte> text, ref TextLines lines, ImmutableArray<TreeDraft>.Builder trees)
    {
        var block = LightGbmTree.Block();
        while (IsTree(lines.Current, out var number))
        {
            if (trees.Count == Limits.Trees)
            {
                return new ModelError(ModelFault.TooManyTrees) { Line = lines.Number, Limit = Limits.Trees };
            }

            if (!number.SequenceEqual(System.Text.Encoding.ASCII.GetBytes($"{trees.Count}")))
            {
                return new ModelError(ModelFault.BadLine) { Line = lines.Number, Tree = trees.Count };
            }

            block.Begin(lines.Number);
            if (ReadBlock(ref lines, block) is { } wrong)
            {
                return wrong.In(trees.Count);
            }

            if (!LightGbmTree.Read(text, block).Try(out var tree, out var error))
            {
                return error.In(trees.Count);
            }

            trees.Add(tree);
        }

        return null;
    }

    /// <summary>Up to the next tree or the end of all, which is then the current line.</summary>
    private static ModelError? ReadBlock(ref TextLines lines, TextBlock block)
    {
        while (lines.MoveNext())
        {
            if (IsTree(lines.Current, out _) || lines.Current.SequenceEqual("end of trees"u8))
            {
                return null;
            }

            if (Add(block, lines) is { } error)
            {
                return error;
            }
        }

        return new ModelError(ModelFault.Truncated) { Line = lines.Number };
    }

    private static bool IsTree(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> number)
    {
        var isTree = line.StartsWith("Tree="u8);
        number = isTree ? line["Tree=".Length..] : [];
        return isTree;
    }

    private static ModelError? Add(TextBlock block, TextLines lines)
    {
        var line = lines.Current;
        var equals = line.IndexOf((byte)'=');
        if (equals < 0)
        {
            return line.IsEmpty ? null : new ModelError(ModelFault.BadLine) { Line = lines.Number };
        }

        var start = equals + 1;
        return block.TryAdd(line[..equals], lines.Start + start, line.Length - start, lines.Number)
            ? null
            : new ModelError(ModelFault.DuplicateKey) { Line = lines.Number };
    }
}
