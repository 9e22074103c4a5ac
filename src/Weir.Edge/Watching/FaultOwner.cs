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
