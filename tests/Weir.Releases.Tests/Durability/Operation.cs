using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Releases.History;
using Weir.Releases.Tests.Making;
using Weir.Releases.Trust;

namespace Weir.Releases.Tests.Durability;

/// <summary>One thing that a store does, and what is there before and after it.</summary>
/// <param name="Before">Brings a fresh store to where it starts.</param>
/// <param name="Act">What is interrupted.</param>
/// <param name="Seen">
/// What a store and its folder hold, as a text: the old one or the new one, nothing between.
/// </param>
internal sealed record Operation(
    Action<ReleaseStore> Before, Func<ReleaseStore, FileStatus> Act, Func<ReleaseStore, string, string> Seen)
{
    private static readonly byte[] Bundle = new Draft().Bytes();
    private static readonly Refusal Refused = Refusal.Of(Gate.Verify, RefusalReason.Replayed, "old");

    private static readonly Action<ReleaseStore> Nothing = static _ => { };

    public static IReadOnlyDictionary<string, Operation> All { get; } = new Dictionary<string, Operation>
    {
        ["Open"] = new(Nothing, static s => s.Open(), Releases),
        ["Put"] = new(Nothing, static s => s.Put(Hash256.Of(Bundle), Bundle), Releases),
        ["PutAgain"] = new(
            static s => Done(s.Put(Hash256.Of(Bundle), Bundle)),
            static s => s.Put(Hash256.Of(Bundle), Bundle), Releases),
        ["Keep"] = new(
            static s => Times(4, i => Done(s.Put(Hash256.Of([(byte)i]), [(byte)i]))),
            static s => s.Keep(new HashSet<Hash256> { Hash256.Of([1]), Hash256.Of([2]) }), Kept),
        ["SaveTrust"] = new(Nothing, static s => s.SaveTrust(World.Trust()), Trusted),
        ["SaveTrustAgain"] = new(
            static s => Done(s.SaveTrust(new TrustState(World.Root()))),
            static s => s.SaveTrust(World.Trust()), Trusted),
        ["SaveProven"] = new(Nothing, static s => s.SaveProven(World.Proven()), Proven),
        ["SaveProvenAgain"] = new(
            static s => Done(s.SaveProven([World.Proven()[0]])),
            static s => s.SaveProven(World.Proven()), Proven),
        ["SetAside"] = new(Nothing, static s => s.SetAside(Hash256.Of(Bundle), Bundle, Refused), Aside),
        ["SetAsideAgain"] = new(
            static s => Done(s.SetAside(Hash256.Of(Bundle), Bundle, Refused)),
            static s => s.SetAside(Hash256.Of(Bundle), Bundle, Refused), Aside),
        ["SetAsideWhereItIsFull"] = new(
            static s => Times(
                Limits.RefusedBundles, i => Done(s.SetAside(Hash256.Of([(byte)i]), [(byte)i], Refused))),
            static s => s.SetAside(Hash256.Of(Bundle), Bundle, Refused), Aside),
    };

    private static void Done(FileStatus status) => Assert.Equal(FileStatus.Done, status);

    private static void Times(int count, Action<int> act) =>
        Enumerable.Range(0, count).ToList().ForEach(act);

    private static string Releases(ReleaseStore store, string _)
    {
        Done(store.List(out var hashes));
        return string.Join(' ', hashes.Select(h => store.Get(h, out var bytes) == FileStatus.Done
            ? $"{h.Short()} of {bytes.Length}"
            : "unreadable"));
    }

    // Releases may go one by one; those that are to be kept may not.
    private static string Kept(ReleaseStore store, string _)
    {
        Done(store.List(out var hashes));
        Assert.Contains(Hash256.Of([1]), hashes);
        Assert.Contains(Hash256.Of([2]), hashes);
        return hashes.Count == 2 ? "cleared" : "not yet";
    }

    // The oldest may be gone before the new one is there.
    private static string Aside(ReleaseStore _, string folder)
    {
        var names = Directory.GetFiles(Path.Combine(folder, "refused"), "*.weir")
            .Select(Path.GetFileNameWithoutExtension).ToHashSet();
        var isThere = names.Contains(Hash256.Of(Bundle).ToString());
        var others = names.Count - (isThere ? 1 : 0);
        Assert.True(others is 0 or Limits.RefusedBundles - 1 or Limits.RefusedBundles, $"{others} others");
        Assert.True(!isThere || others < Limits.RefusedBundles, "more than is kept");
        return isThere ? File.ReadAllText(Path.Combine(folder, "refused", $"{Hash256.Of(Bundle)}.txt")) : "";
    }

    private static string Trusted(ReleaseStore store, string _)
    {
        var status = store.LoadTrust(out var state, out var why);
        Assert.Null(why);
        return $"{status} {state?.Quarantine.Length} {string.Join(',', Floors(state))}";
    }

    private static string Proven(ReleaseStore store, string _)
    {
        var status = store.LoadProven(out ImmutableArray<ProvenTuple> proven, out var why);
        Assert.Null(why);
        var tuples = proven.Select(static p => $"{p.At:s} {p.Tuple[Layer.Signals]}");
        return $"{status} {string.Join(' ', tuples)}";
    }

    private static IEnumerable<long> Floors(TrustState? state) =>
        state is null ? [] : state.Floors.OrderBy(static f => f.Key).Select(static f => f.Value.Number);
}
