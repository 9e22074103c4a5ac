namespace Weir.Decisions.Model.Evaluation;

/// <summary>
/// Boundaries laid out for counting sixteen at a time. Up to sixteen are one block. More are blocks of
/// sixteen behind a first one that holds the last boundary of each: how many of those lie below a value is
/// the number of blocks that lie below it whole. Unused places are infinity, below which everything lies.
/// </summary>
internal sealed class RankTable
{
    public const int Block = 16;

    private readonly AlignedArray<float> _table;

    public RankTable(float[][] boundaries)
    {
        Starts = new int[boundaries.Length];
        var length = 0;
        for (var f = 0; f < boundaries.Length; f++)
        {
            Starts[f] = length;
            length += Size(boundaries[f].Length);
        }

        _table = new AlignedArray<float>(length);
        _table.Span.Fill(float.PositiveInfinity);
        for (var f = 0; f < boundaries.Length; f++)
        {
            Lay(boundaries[f], _table.Span[Starts[f]..]);
        }
    }

    /// <summary>Where each feature's first block is.</summary>
    public int[] Starts { get; }

    public ref float First => ref _table.First;

    public static bool IsDeep(int boundaries) => boundaries > Block;

    private static int Size(int boundaries)
    {
        // One block more, for a value above all boundaries where their number is a multiple of sixteen.
        var blocks = (boundaries + Block - 1) / Block;
        return boundaries == 0 ? 0 : IsDeep(boundaries) ? Block * (blocks + 2) : Block;
    }

    private static void Lay(ReadOnlySpan<float> boundaries, Span<float> table)
    {
        if (!IsDeep(boundaries.Length))
        {
            boundaries.CopyTo(table);
            return;
        }

        boundaries.CopyTo(table[Block..]);
        for (var last = Block - 1; last < boundaries.Length; last += Block)
        {
            table[last / Block] = boundaries[last];
        }
    }
}
