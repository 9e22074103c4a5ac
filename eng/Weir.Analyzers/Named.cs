using Microsoft.CodeAnalysis;

namespace Weir.Analyzers;

/// <summary>Questions about what symbols are called and where they live.</summary>
internal static class Named
{
    /// <summary>Whether the type lives in this very namespace; a nested one as its outer one does.</summary>
    public static bool IsIn(ITypeSymbol? type, string space) =>
        type?.ContainingNamespace is { IsGlobalNamespace: false } found && found.ToDisplayString() == space;

    /// <summary>Whether the type lives in this namespace or in one below it.</summary>
    public static bool IsBelow(ITypeSymbol? type, string top)
    {
        var space = type?.ContainingNamespace;
        while (space?.ContainingNamespace is { IsGlobalNamespace: false } above)
        {
            space = above;
        }

        return space?.Name == top;
    }

    /// <summary>A nested type with the names of those around it: <c>ImmutableList.Builder</c>.</summary>
    public static string Whole(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? Whole(outer) + "." + type.Name : type.Name;

    public static bool IsNullable(ITypeSymbol? type) =>
        type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>A value that has no way to say "none": int, but neither <c>int?</c> nor a class.</summary>
    public static bool IsBareValue(ITypeSymbol? type) => type is { IsValueType: true } && !IsNullable(type);
}
