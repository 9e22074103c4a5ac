namespace Weir.Drills;

/// <summary>A drill could not be held at all; says nothing about the node.</summary>
public sealed class DrillException(string message) : Exception(message);
