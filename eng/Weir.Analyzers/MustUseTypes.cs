using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>
/// Which types hold a result that may be an error: those marked [MustUse], and what delivers one
/// later or beside something else (tasks, their configured forms and awaiters, nullables, tuples).
/// One instance serves one compilation; answers are remembered.
/// </summary>
internal sealed class MustUseTypes
{
    private const string Room = "Weir.Decisions";
    private const string Attribute = "MustUseAttribute";

    private readonly ConcurrentDictionary<ITypeSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Null where the compilation does not know [MustUse]: there is nothing to check.</summary>
    public static MustUseTypes? Of(Compilation compilation) =>
        compilation.GetTypesByMetadataName(Room + "." + Attribute).IsEmpty ? null : new MustUseTypes();

    public bool Holds(ITypeSymbol? type) => type is not null && _known.GetOrAdd(type, Decide);

    /// <summary>A result that arrives later: a task, or a shape it takes on its way to await.</summary>
    public bool HoldsLater(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsTupleType: false, TypeArguments.Length: 1 } named
        && named.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
        && IsCarrier(named)
        && Holds(named.TypeArguments[0]);

    /// <summary>Whether this calls the <c>Try</c> of a must-use type.</summary>
    public bool IsTry(IInvocationOperation call) => IsTry(call.TargetMethod);

    public bool IsTry(IMethodSymbol method) =>
        method is { Name: "Try", IsStatic: false, ReturnType.SpecialType: SpecialType.System_Boolean }
        && Holds(method.ContainingType);

    private bool Decide(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named)
        {
            return false;
        }

        return named.IsTupleType
            ? named.TupleElements.Any(e => Holds(e.Type))
            : IsMarked(named)
                || (named.TypeArguments.Length == 1 && IsCarrier(named) && Holds(named.TypeArguments[0]));
    }

    private static bool IsMarked(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (var attribute in t.OriginalDefinition.GetAttributes())
            {
                if (attribute.AttributeClass is { Name: Attribute } found
                    && found.ContainingNamespace.ToDisplayString() == Room)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsCarrier(INamedTypeSymbol type) => type.Name switch
    {
        "Nullable" => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T,
        "Task" or "ValueTask" => IsIn(type.ContainingNamespace, "Tasks", "Threading"),
        "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable"
            => IsIn(type.ContainingNamespace, "CompilerServices", "Runtime"),
        _ => false,
    };

    private static bool IsIn(INamespaceSymbol? space, string inner, string outer) =>
        space?.Name == inner
        && space.ContainingNamespace is { } parent
        && parent.Name == outer
        && parent.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
}
