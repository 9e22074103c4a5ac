using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>Small questions about operations that several analyzers ask.</summary>
internal static class Shapes
{
    /// <summary>The value below conversions that only change how it is seen.</summary>
    public static IOperation Bare(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    /// <summary>
    /// Whether nobody else holds this value: it was made here, so that what drops it drops the last
    /// reference. A value read from a variable can still be read from there.
    /// </summary>
    public static bool IsFresh(IOperation operation) => Bare(operation) switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation => false,
        IMemberReferenceOperation or IArrayElementReferenceOperation => false,
        IArrayCreationOperation { Initializer: { } made } => made.ElementValues.Any(IsFresh),
        ICollectionExpressionOperation made => made.Elements.Any(IsFresh),
        ISpreadOperation spread => IsFresh(spread.Operand),
        IConditionalOperation { WhenFalse: { } otherwise } choice =>
            IsFresh(choice.WhenTrue) || IsFresh(otherwise),
        _ => true,
    };

    /// <summary>Whether this stands in a <c>nameof</c>, where nothing runs.</summary>
    public static bool IsOnlyNamed(IOperation operation)
    {
        var above = operation.Parent;
        while (above is IMemberReferenceOperation)
        {
            above = above.Parent;
        }

        return above is INameOfOperation;
    }

    /// <summary>The variable that this refers to, or null.</summary>
    public static ISymbol? Variable(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IDeclarationExpressionOperation declaration => Variable(declaration.Expression),
        _ => null,
    };

    public static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    /// <summary>
    /// The function whose body this stands in; the member itself is null, since it has no operation.
    /// </summary>
    public static IMethodSymbol? EnclosingFunction(IOperation operation)
    {
        for (var above = operation.Parent; above is not null; above = above.Parent)
        {
            switch (above)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol;
                case ILocalFunctionOperation local:
                    return local.Symbol;
                default:
                    break;
            }
        }

        return null;
    }

    /// <summary>Reads and writes alike: every place that names a local or a parameter.</summary>
    public static IEnumerable<IOperation> Variables(IOperation root) =>
        root.DescendantsAndSelf().Where(o => o is ILocalReferenceOperation or IParameterReferenceOperation);
}
