namespace Weir.Decisions;

/// <summary>
/// Marks the one method that translates somebody else's exceptions into values of ours.
/// Everywhere else on the request's path a <c>catch</c> is a mistake.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
public sealed class BoundaryAttribute(string why) : Attribute
{
    public string Why { get; } = why;
}
