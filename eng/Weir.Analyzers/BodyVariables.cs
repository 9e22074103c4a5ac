using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>The must-use variables of one member's body, sorted by how they can be followed.</summary>
internal sealed class BodyVariables
{
    private readonly HashSet<ISymbol> _shared = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _read = new(SymbolEqualityComparer.Default);

    /// <summary>Named only by the function that declares them: reads and writes have an order.</summary>
    public HashSet<ISymbol> Own { get; } = new(SymbolEqualityComparer.Default);

    public bool Any => Own.Count > 0 || _shared.Count > 0;

    /// <summary>Shared with a lambda or a local function, or taken by reference, and read nowhere.</summary>
    public IEnumerable<ISymbol> SharedUnread => _shared.Where(v => !_read.Contains(v));

    public static BodyVariables Of(IOperation body, MustUseTypes types)
    {
        var found = new BodyVariables();
        foreach (var operation in body.DescendantsAndSelf())
        {
            var variable = Declared(operation) ?? Shapes.Variable(operation);
            if (variable is not null && types.Holds(Shapes.TypeOf(variable)) && IsOrdinary(variable))
            {
                found.Add(variable, operation);
            }
        }

        found.Own.ExceptWith(found._shared);
        return found;
    }

    private void Add(ISymbol variable, IOperation named)
    {
        Own.Add(variable);
        if (IsByReference(named) || IsShared(variable, named))
        {
            _shared.Add(variable);
        }

        if (Shapes.Variable(named) is not null && !IsWritten(named))
        {
            _read.Add(variable);
        }
    }

    private static ISymbol? Declared(IOperation operation) => operation switch
    {
        IVariableDeclaratorOperation declarator => declarator.Symbol,
        IDeclarationPatternOperation pattern => pattern.DeclaredSymbol,
        IRecursivePatternOperation pattern => pattern.DeclaredSymbol,
        _ => null,
    };

    /// <summary>What is written through a reference is read by somebody else.</summary>
    private static bool IsOrdinary(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.RefKind == RefKind.None,
        IParameterSymbol parameter => parameter.RefKind == RefKind.None,
        _ => false,
    };

    private static bool IsShared(ISymbol variable, IOperation named)
    {
        var function = Shapes.EnclosingFunction(named);
        return function is not null
            && !SymbolEqualityComparer.Default.Equals(function, variable.ContainingSymbol);
    }

    private static bool IsByReference(IOperation named) => named.Parent switch
    {
        IArgumentOperation { Parameter.RefKind: RefKind.Ref } => true,
        IAddressOfOperation => true,
        ISimpleAssignmentOperation { IsRef: true } => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation reference } =>
            reference.Symbol.RefKind != RefKind.None,
        _ => false,
    };

    private static bool IsWritten(IOperation named) => named.Parent switch
    {
        ISimpleAssignmentOperation assignment => assignment.Target == named,
        IArgumentOperation { Parameter.RefKind: RefKind.Out } => true,
        IDeclarationExpressionOperation => true,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation deconstruction } tuple =>
            deconstruction.Target == tuple,
        _ => false,
    };
}
