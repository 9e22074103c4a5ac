using System.Runtime.InteropServices;

namespace Weir.Decisions.Model.Evaluation;

/// <summary>
/// Gives out the slots of a <see cref="SlotPlan"/>: first one for each feature that is compared, then one for
/// each further way in which splits see it, then one for each set of categories.
/// </summary>
internal sealed class SlotPlanner
{
    private const int None = -1;

    private static readonly int ViewCount = Enum.GetValues<View>().Length;

    private readonly float[][] _boundaries;
    private readonly int[] _slotOfView;
    private readonly List<SlotPlan.Lookup> _lookups = [];
    private readonly List<SlotPlan.Echo> _echoes = [];
    private readonly List<SlotPlan.CategoryLookup> _categories = [];
    private readonly Dictionary<(ushort Feature, int Set), int> _slotOfSet = [];

    public SlotPlanner(TreeEnsemble model, float[][] boundaries)
    {
        Model = model;
        _boundaries = boundaries;
        Table = new RankTable(boundaries);
        _slotOfView = new int[model.FeatureCount * ViewCount];
        SlotOfNode = new ushort[model.Nodes.Length];
        RankOfNode = new byte[model.Nodes.Length];
    }

    /// <summary>
    /// How a split sees a feature. Those that leave zero alone come first: they differ in the rank of NaN
    /// only, which costs nothing in the first slot of a feature.
    /// </summary>
    private enum View
    {
        Unset = 0,
        NaNIsZero,
        NaNLeft,
        NaNRight,
        ZeroLeft,
        ZeroRight,
    }

    public TreeEnsemble Model { get; }

    public RankTable Table { get; }

    public SlotPlan.Lookup[] Lookups => [.. _lookups];

    public SlotPlan.Echo[] Echoes => [.. _echoes];

    public SlotPlan.CategoryLookup[] Categories => [.. _categories];

    public ushort[] SlotOfNode { get; }

    public byte[] RankOfNode { get; }

    public int Slots { get; private set; }

    /// <summary>False where there are more slots than a node can name.</summary>
    public bool TryPlan()
    {
        PlanViews();
        PlanCategories();
        if (Slots > SlotPlan.MostSlots)
        {
            return false;
        }

        PlaceNodes();
        return true;
    }

    private static View ViewOf(SplitRule rule) => rule.Missing switch
    {
        MissingKind.NaN => rule.MissingGoesLeft ? View.NaNLeft : View.NaNRight,
        MissingKind.Zero => rule.MissingGoesLeft ? View.ZeroLeft : View.ZeroRight,
        MissingKind.None => View.NaNIsZero,
        _ => View.NaNIsZero,
    };

    private void PlanViews()
    {
        var used = new bool[_slotOfView.Length];
        foreach (var node in Model.Nodes)
        {
            used[(node.Feature * ViewCount) + (int)ViewOf(node.Rule)] |= !node.Rule.IsCategorical;
        }

        // All lookups before all echoes, so that the number of a lookup is its slot.
        var firsts = new int[Model.FeatureCount];
        for (var feature = 0; feature < firsts.Length; feature++)
        {
            firsts[feature] = used.AsSpan(feature * ViewCount, ViewCount).IndexOf(true);
            if (firsts[feature] != None)
            {
                AddLookup(feature, (View)firsts[feature]);
            }
        }

        for (var at = 0; at < used.Length; at++)
        {
            var (feature, view) = (at / ViewCount, at % ViewCount);
            if (used[at] && view != firsts[feature])
            {
                _slotOfView[at] = Slots++;
                AddEcho(feature, (View)view, _slotOfView[(feature * ViewCount) + firsts[feature]]);
            }
        }
    }

    private void AddLookup(int feature, View view)
    {
        var slot = Slots++;
        _slotOfView[(feature * ViewCount) + (int)view] = slot;
        var isDeep = RankTable.IsDeep(_boundaries[feature].Length);
        _lookups.Add(new((ushort)feature, MissingRank(feature, view), isDeep, Table.Starts[feature]));
        if (view >= View.ZeroLeft)
        {
            // In place: only where all views of the feature take zero for missing, so none needs the rank of
            // it.
            AddEcho(feature, view, slot);
        }
    }

    private void AddEcho(int feature, View view, int source)
    {
        var slot = _slotOfView[(feature * ViewCount) + (int)view];
        _echoes.Add(new((ushort)feature, (ushort)source, (ushort)slot, MissingRank(feature, view),
            view >= View.ZeroLeft));
    }

    private byte MissingRank(int feature, View view) => view switch
    {
        View.NaNIsZero => (byte)_boundaries[feature].Count(boundary => boundary < 0),
        View.NaNRight => SlotPlan.AlwaysRight,
        View.ZeroRight => SlotPlan.AlwaysRight,
        View.NaNLeft => 0,
        View.ZeroLeft => 0,
        View.Unset => 0,
        _ => 0,
    };

    private void PlanCategories()
    {
        var sameAs = SameSets();
        foreach (var tree in Model.Trees)
        {
            foreach (var node in Model.NodesOf(tree))
            {
                var set = node.Rule.IsCategorical ? sameAs[tree.FirstCategory + (int)node.Threshold] : None;
                if (set != None && _slotOfSet.TryAdd((node.Feature, set), Slots))
                {
                    _categories.Add(new(node.Feature, (ushort)Slots++, Model.Categories[set]));
                }
            }
        }
    }

    /// <summary>For each set the first one with the same words.</summary>
    private int[] SameSets()
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var same = new int[Model.Categories.Length];
        for (var i = 0; i < same.Length; i++)
        {
            var set = Model.Categories[i];
            var words = Model.CategoryWords.AsSpan(set.FirstWord, set.Words);
            var key = new string(MemoryMarshal.Cast<uint, char>(words));
            same[i] = known.TryGetValue(key, out var first) ? first : i;
            known.TryAdd(key, i);
        }

        return same;
    }

    private void PlaceNodes()
    {
        var sameAs = SameSets();
        foreach (var tree in Model.Trees)
        {
            for (var i = tree.FirstNode; i < tree.FirstNode + tree.Nodes; i++)
            {
                var node = Model.Nodes[i];
                if (!node.Rule.IsCategorical)
                {
                    var boundary = Boundaries.Of(node.Threshold);
                    SlotOfNode[i] = (ushort)_slotOfView[(node.Feature * ViewCount) + (int)ViewOf(node.Rule)];
                    RankOfNode[i] = (byte)Array.BinarySearch(_boundaries[node.Feature], boundary);
                }
                else if (_slotOfSet.TryGetValue(
                    (node.Feature, sameAs[tree.FirstCategory + (int)node.Threshold]), out var slot))
                {
                    // Members are 0 and go left, all others are 255 and go right: the rank is 0.
                    SlotOfNode[i] = (ushort)slot;
                }
            }
        }
    }
}
