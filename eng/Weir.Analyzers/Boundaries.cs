using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>Which code lies in a method marked <c>[Boundary("why")]</c>.</summary>
internal static class Boundaries
{
    /// <summary>
    /// Whether the member, or a function inside it around this operation, is a boundary that says why.
    /// What is inside a boundary belongs to it, lambdas and local functions too.
    /// </summary>
    public static bool Covers(ISymbol member, IOperation operation)
    {
        if (Says(member))
        {
            return true;
        }

        for (var above = operation.Parent; above is not null; above = above.Parent)
        {
            if ((above is IAnonymousFunctionOperation lambda && Says(lambda.Symbol))
                || (above is ILocalFunctionOperation local && Says(local.Symbol)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a catch of a boundary surrounds this operation: what it throws is translated. A function
    /// made inside a try runs when somebody calls it, perhaps long after.
    /// </summary>
    public static bool Catches(ISymbol member, IOperation operation)
    {
        var inner = operation;
        for (var above = operation.Parent; above is not null; inner = above, above = above.Parent)
        {
            switch (above)
            {
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return false;
                case ITryOperation { Catches.IsEmpty: false } guarded when guarded.Body == inner:
                    return Covers(member, operation);
                default:
                    break;
            }
        }

        return false;
    }

    public static AttributeData? Mark(ISymbol symbol) => symbol.GetAttributes().FirstOrDefault(a =>
        a.AttributeClass is { Name: "BoundaryAttribute" } type && Named.IsIn(type, "Weir.Decisions"));

    /// <summary>Whether the mark gives a reason: a text that is not blank.</summary>
    public static bool Says(ISymbol symbol) =>
        Mark(symbol) is { ConstructorArguments.Length: 1 } mark
        && mark.ConstructorArguments[0].Value is string why
        && !string.IsNullOrWhiteSpace(why);
}
