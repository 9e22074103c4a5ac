using System.Runtime.CompilerServices;

namespace Weir.Decisions.Model.Evaluation;

/// <summary>
/// A row in bytes, as the quantised evaluators read it. A slot holds, for one feature under one way to treat
/// missing values, how many of the model's boundaries lie below the value: a split goes right exactly where
/// its slot is greater than the rank of its boundary. Missing going left is 0, going right 255.
/// </summary>
internal sealed class SlotPlan
{
    /// <summary>What the packed nodes of <see cref="InterleavedTrees{TLanes}"/> can name.</summary>
    public const int MostSlots = 4_096;

    public const byte AlwaysRight = 255;

    private readonly RankTable _table;
    private readonly Lookup[] _lookups;
    private readonly Echo[] _echoes;
    private readonly CategoryLookup[] _categories;

    private SlotPlan(SlotPlanner planner)
    {
        Model = planner.Model;
        _table = planner.Table;
        _lookups = planner.Lookups;
        _echoes = planner.Echoes;
        _categories = planner.Categories;
        SlotOfNode = planner.SlotOfNode;
        RankOfNode = planner.RankOfNode;
        Slots = Math.Max(1, planner.Slots);
    }

    public TreeEnsemble Model { get; }

    /// <summary>Bytes of a quantised row, at least one.</summary>
    public int Slots { get; }

    /// <summary>For each node of the ensemble the slot that it reads.</summary>
    public ushort[] SlotOfNode { get; }

    /// <summary>For each node the value of its slot up to which a row goes left.</summary>
    public byte[] RankOfNode { get; }

    public string Shape => $"{Model.TreeCount} trees of up to {Model.MostLeaves} leaves, {Slots} slots";

    /// <summary>Null, and why, where the model does not fit into bytes.</summary>
    public static SlotPlan? Of(TreeEnsemble model, out string refusal)
    {
        refusal = "";
        var boundaries = Boundaries.OfFeatures(model);
        var most = boundaries.Select(feature => feature.Length).Append(0).Max();
        if (most > Boundaries.Most)
        {
            refusal = $"a feature with {most} thresholds, more than {Boundaries.Most}";
            return null;
        }

        var planner = new SlotPlanner(model, boundaries);
        if (!planner.TryPlan())
        {
            refusal = $"{planner.Slots} views of features, more than {MostSlots}";
            return null;
        }

        return new SlotPlan(planner);
    }

    /// <summary>Fills the first <see cref="Slots"/> bytes.</summary>
    public void Quantise<TLanes>(ReadOnlySpan<float> row, Span<byte> slots)
        where TLanes : struct, ILanes
    {
        ref var table = ref _table.First;
        var lookups = _lookups;
        for (var i = 0; i < lookups.Length; i++)
        {
            ref readonly var lookup = ref lookups[i];
            var value = row[lookup.Feature];
            // Blocks lie within the table by its making: at most sixteen are counted, and one is spare.
            ref var block = ref Unsafe.Add(ref table, lookup.Start);
            var rank = TLanes.CountBelow(ref block, value);
            if (lookup.IsDeep)
            {
                ref var inner = ref Unsafe.Add(ref block, (rank + 1) * RankTable.Block);
                rank = (rank * RankTable.Block) + TLanes.CountBelow(ref inner, value);
            }

            // Nothing lies below NaN, so its rank is 0 and adding is choosing.
            var isNaN = (int)Unsafe.BitCast<bool, byte>(float.IsNaN(value));
            slots[i] = (byte)(rank + (isNaN * lookup.NaNRank));
        }

        if (_echoes.Length + _categories.Length > 0)
        {
            QuantiseRest(row, slots);
        }
    }

    private void QuantiseRest(ReadOnlySpan<float> row, Span<byte> slots)
    {
        foreach (ref readonly var echo in _echoes.AsSpan())
        {
            var value = row[echo.Feature];
            var missing = float.IsNaN(value) || (echo.ZeroIsMissing && Math.Abs(value) <= Splits.ZeroZone);
            slots[echo.Slot] = missing ? echo.MissingRank : slots[echo.Source];
        }

        foreach (ref readonly var lookup in _categories.AsSpan())
        {
            var words = Model.CategoryWords.AsSpan(lookup.Set.FirstWord, lookup.Set.Words);
            slots[lookup.Slot] = Splits.Contains(words, row[lookup.Feature]) ? (byte)0 : AlwaysRight;
        }
    }

    /// <summary>The rank of a feature, into the slot of the same number.</summary>
    internal readonly record struct Lookup(ushort Feature, byte NaNRank, bool IsDeep, int Start);

    /// <summary>The same rank under another way to treat missing values.</summary>
    internal readonly record struct Echo(
        ushort Feature, ushort Source, ushort Slot, byte MissingRank, bool ZeroIsMissing);

    /// <summary>Whether a value lies in a set.</summary>
    internal readonly record struct CategoryLookup(ushort Feature, ushort Slot, CategorySet Set);
}
