using System.Collections.Immutable;

namespace Weir.Releases.Trust;

/// <summary>What a key may sign.</summary>
public enum RoleKind
{
    Unset = 0,

    /// <summary>The next root.</summary>
    Root,
    Model,
    Signals,
    Lists,
    Policy,

    /// <summary>Which release of a layer is the current one.</summary>
    Head,
}

/// <summary>How many of which keys must have signed.</summary>
/// <param name="Keys">Distinct.</param>
/// <param name="Threshold">At least 1, at most as many as there are keys.</param>
public sealed record Role(ImmutableArray<Ed25519Key> Keys, int Threshold)
{
    public bool SameKeys(Role other) =>
        Threshold == other.Threshold && Keys.ToHashSet().SetEquals(other.Keys);

    /// <summary>How many of these keys are among the signers.</summary>
    public int Count(IReadOnlySet<string> signers) => Keys.Count(k => signers.Contains(k.Text));
}

/// <summary>Names of roles in a root, and the role that signs a layer.</summary>
public static class Roles
{
    public static ImmutableArray<RoleKind> All { get; } =
        [RoleKind.Root, RoleKind.Model, RoleKind.Signals, RoleKind.Lists, RoleKind.Policy, RoleKind.Head];

    public static string Name(this RoleKind role) => role switch
    {
        RoleKind.Root => "root",
        RoleKind.Model => "model",
        RoleKind.Signals => "signals",
        RoleKind.Lists => "lists",
        RoleKind.Policy => "policy",
        RoleKind.Head => "head",
        RoleKind.Unset => "unset",
        _ => "unset",
    };

    public static RoleKind Of(Layer layer) => layer switch
    {
        Layer.Model => RoleKind.Model,
        Layer.Signals => RoleKind.Signals,
        Layer.Lists => RoleKind.Lists,
        Layer.Policy => RoleKind.Policy,
        Layer.Unset => RoleKind.Unset,
        _ => RoleKind.Unset,
    };
}
