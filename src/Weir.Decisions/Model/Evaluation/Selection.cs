using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Weir.Decisions.Model.Evaluation;

/// <summary>Which evaluators a processor and a model's shape allow, and which of them is fastest.</summary>
internal static class Selection
{
    private const int NarrowLeaves = 32;
    private const int WideLeaves = 64;

    private static bool HasVbmi =>
        Avx512Vbmi.IsSupported && Avx512BW.IsSupported && Vector512.IsHardwareAccelerated;

    public static string Processor() =>
        HasVbmi ? "AVX-512 VBMI" : Avx2.IsSupported ? "AVX2" : "128-bit vectors or none";

    public static EvaluatorKind Fastest(SlotPlan plan) =>
        Fits512(plan) ? EvaluatorKind.AllNodes512
        : Fits256(plan) ? EvaluatorKind.AllNodes256
        : EvaluatorKind.Interleaved;

    /// <summary>Null where the kind does not fit.</summary>
    public static TreeEvaluator? Make(SlotPlan plan, EvaluatorKind kind) => kind switch
    {
        EvaluatorKind.AllNodes512 when Fits512(plan) => AllNodes512(plan),
        EvaluatorKind.AllNodes256 when Fits256(plan) => AllNodes256(plan),
        EvaluatorKind.Interleaved => Interleaved(plan),
        EvaluatorKind.Walk => new TreeWalk(plan.Model),
        EvaluatorKind.AllNodes512 => null,
        EvaluatorKind.AllNodes256 => null,
        EvaluatorKind.Unset => null,
        _ => null,
    };

    private static bool Fits512(SlotPlan plan) =>
        HasVbmi && plan.Model.MostLeaves <= WideLeaves && plan.Slots <= Slots256.Count;

    /// <summary>With 64 leaves a tree takes four times the work here, and interleaving is faster.</summary>
    private static bool Fits256(SlotPlan plan) =>
        Avx2.IsSupported && plan.Model.MostLeaves <= NarrowLeaves && plan.Slots <= Shuffled128.Count;

    private static TreeEvaluator AllNodes512(SlotPlan plan)
    {
        var narrow = plan.Model.MostLeaves <= NarrowLeaves;
        return (plan.Slots, narrow) switch
        {
            (<= Slots64.Count, true) => new AllNodes512<Slots64>(plan),
            (<= Slots64.Count, false) => new AllNodesWide512<Slots64>(plan),
            (<= Slots128.Count, true) => new AllNodes512<Slots128>(plan),
            (<= Slots128.Count, false) => new AllNodesWide512<Slots128>(plan),
            (_, true) => new AllNodes512<Slots256>(plan),
            (_, false) => new AllNodesWide512<Slots256>(plan),
        };
    }

    private static TreeEvaluator AllNodes256(SlotPlan plan) => plan.Slots <= Shuffled64.Count
        ? new AllNodes256<Shuffled64>(plan)
        : new AllNodes256<Shuffled128>(plan);

    private static TreeEvaluator Interleaved(SlotPlan plan) =>
        HasVbmi ? new InterleavedTrees<Lanes512>(plan)
        : Avx2.IsSupported ? new InterleavedTrees<Lanes256>(plan)
        : new InterleavedTrees<Lanes128>(plan);
}
