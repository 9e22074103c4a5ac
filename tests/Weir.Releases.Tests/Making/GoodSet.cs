using Weir.Releases.History;
using Weir.Releases.Tests.Judging;
using Weir.Releases.Trust;

namespace Weir.Releases.Tests.Making;

/// <summary>What must be accepted, also where a check is missing.</summary>
internal static class GoodSet
{
    /// <summary>What the node trusts, itself a file.</summary>
    public const string Trust = "trust-state";

    public static IEnumerable<Made> All()
    {
        yield return Good("bundle-signals", new Draft().Bytes());
        yield return Good("bundle-signals-of-a-million-on", new Draft { Number = 1_000_041 }.Bytes());
        yield return Good("bundle-signals-by-a-stranger-too",
            new Draft { Signers = ["stranger", "signals"] }.Bytes());
        yield return Good("bundle-policy",
            new Draft { Layer = Layer.Policy, Number = 1, Signers = ["policy-3", "policy-1"] }.Bytes());
        yield return Good("bundle-with-an-empty-section",
            new Draft { Sections = [DraftSection.Of("nothing", [])] }.Bytes());
        yield return Good("bundle-packed-at-another-level",
            new Draft { Sections = [DraftSection.Of("rows", Draft.Rows, level: 1)] }.Bytes());
        yield return Good("content-model", ContentDraft.Model.Bytes());
        yield return Good("content-signals", ContentDraft.Signals.Bytes());
        yield return Good("content-signals-of-nothing", ContentDraft.Signals
            .With("traffic", $"{ContentDraft.Measured.ToUnixTimeSeconds()}\n").With("counts", "").Bytes());
        yield return Good("content-policy", ContentDraft.Policy.Bytes());
        yield return Good("content-policy-with-hashes", ContentDraft.Policy.With(
            "sites", $"hash: {new string('a', 64)}\npublic_key: {new string('b', 64)}\n"
            + $"key: {new string('c', 63)}\n").Bytes());
        yield return HourFaults.Good();
        yield return HourFaults.GoodSampled();
        yield return Good("root-next", RootFaults.Next().Bytes());
        yield return Good("root-next-with-other-keys", new RootDraft
        {
            Content = World.RootOf(World.RootVersion + 1) with
            {
                Roles = World.RootOf(1).Roles.SetItem(RoleKind.Root, World.Role(1, "root-3")),
            },
            Signers = ["root-1", "root-2", "root-3"],
        }.Bytes());
        yield return Good(Trust, TrustFile.Write(World.Trust()));
        yield return Good("trust-of-a-first-boot", TrustFile.Write(new TrustState(World.Root())));
        yield return Good("proven-three", ProvenFile.Write(World.Proven()));
        yield return Good("proven-none", ProvenFile.Write([]));
    }

    private static Made Good(string name, byte[] bytes) => new(name, bytes, Judge.Accepted);
}
