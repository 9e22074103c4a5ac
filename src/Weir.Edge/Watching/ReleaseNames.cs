using Weir.Edge.Releasing;
using Weir.Releases;
using Weir.Releases.Lifecycle;

namespace Weir.Edge.Watching;

/// <summary>The names of what releases and the keeper go through, in metrics and JSON.</summary>
public static class ReleaseNames
{
    private const string Unset = "unset";

    public static string Name(this Gate gate) => gate switch
    {
        Gate.Read => "read",
        Gate.Verify => "verify",
        Gate.Validate => "validate",
        Gate.Probe => "probe",
        Gate.Reconcile => "reconcile",
        Gate.Warm => "warm",
        Gate.Store => "store",
        Gate.Active => "active",
        Gate.Unset => Unset,
        _ => Unset,
    };

    public static string Name(this KeeperPhase phase) => phase switch
    {
        KeeperPhase.Off => "off",
        KeeperPhase.Restarting => "restarting",
        KeeperPhase.Running => "running",
        KeeperPhase.Unset => Unset,
        _ => Unset,
    };

    public static string Name(this DeskEventKind kind) => kind switch
    {
        DeskEventKind.Booted => "booted",
        DeskEventKind.Activated => "activated",
        DeskEventKind.Proven => "proven",
        DeskEventKind.Superseded => "superseded",
        DeskEventKind.Refused => "refused",
        DeskEventKind.Demoted => "demoted",
        DeskEventKind.Held => "held",
        DeskEventKind.Released => "released",
        DeskEventKind.Switched => "switched",
        DeskEventKind.SwitchedBack => "switched_back",
        DeskEventKind.RolledBack => "rolled_back",
        DeskEventKind.Quarantined => "quarantined",
        DeskEventKind.Unquarantined => "unquarantined",
        DeskEventKind.RootTaken => "root_taken",
        DeskEventKind.StorageFailed => "storage_failed",
        DeskEventKind.Unset => Unset,
        _ => Unset,
    };
}
