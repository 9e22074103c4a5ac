namespace Weir.Decisions;

/// <summary>Marks a type whose values may carry an error: WEIR001 refuses code that drops one.</summary>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class | AttributeTargets.Enum)]
public sealed class MustUseAttribute : Attribute;
