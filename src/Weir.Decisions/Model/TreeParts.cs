namespace Weir.Decisions.Model;

/// <summary>A checked split: 16 bytes, four of them in a cache line.</summary>
internal readonly record struct TreeNode(
    double Threshold, ushort Feature, short Left, short Right, SplitRule Rule);

/// <summary>Where the parts of one tree lie in the ensemble's arrays.</summary>
internal readonly record struct TreeSpan(
    int FirstNode, int FirstLeaf, int Leaves, int FirstCategory, int Categories)
{
    public int Nodes => Leaves - 1;

    /// <summary>Where a way through the tree begins: its first split, or its only leaf.</summary>
    public int Root => Leaves > 1 ? 0 : ~0;
}

/// <summary>Where the words of one set of categories lie.</summary>
internal readonly record struct CategorySet(int FirstWord, int Words);
