namespace Weir.Edge.Watching;

/// <summary>Whose fault a failure is. Every error that a person reads names one.</summary>
public enum FaultOwner
{
    Unset = 0,
    Client,
    Origin,
    Edge,
    Release,
    Operator,
}

public static class FaultOwners
{
    /// <summary>The name that answers, logs and JSON share; empty where nothing failed.</summary>
    public static string Name(this FaultOwner owner) => owner switch
    {
        FaultOwner.Client => "client",
        FaultOwner.Origin => "origin",
        FaultOwner.Edge => "edge",
        FaultOwner.Release => "release",
        FaultOwner.Operator => "operator",
        FaultOwner.Unset => "",
        _ => "",
    };
}
