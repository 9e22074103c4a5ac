using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>
/// Which throws are guards against programmer errors. There are three: an argument that is wrong, an object
/// used in the wrong state, a member that only the base type asks for. docs/rules/WEIR003.md defines them.
/// </summary>
internal static class Guards
{
    public static bool Is(IThrowOperation thrown, ISymbol member) => Made(thrown) is { Type: { } type } made
        && type.Name switch
        {
            "ArgumentException" or "ArgumentNullException" or "ArgumentOutOfRangeException" =>
                Named.IsIn(type, "System")
                && Test(thrown, orNull: true) is { } test
                && IsOfArgument(test, made),
            "InvalidOperationException" or "ObjectDisposedException" =>
                Named.IsIn(type, "System") && IsOfState(thrown, member),
            "NotSupportedException" =>
                Named.IsIn(type, "System") && (IsWholeMember(thrown, member) || IsOfState(thrown, member)),
            "UnreachableException" => Named.IsIn(type, "System.Diagnostics") && IsOfState(thrown, member),
            _ => false,
        };

    public static string Advice(IThrowOperation thrown) => Made(thrown)?.Type?.Name switch
    {
        "ArgumentException" or "ArgumentNullException" or "ArgumentOutOfRangeException" =>
            "this does not guard a parameter: test it in an 'if' of its own (or with '??') and give its "
            + "nameof; what the outside world can cause is returned as a value",
        "InvalidOperationException" or "ObjectDisposedException" or "UnreachableException" =>
            "this does not guard a state: test fields of this object in an 'if' of its own, before anything "
            + "else is done; what the outside world can cause is returned as a value",
        _ => "a failure is a value: return an Outcome, or an enum that says what went wrong",
    };

    private static IObjectCreationOperation? Made(IThrowOperation thrown) =>
        thrown.Exception is { } exception ? Shapes.Bare(exception) as IObjectCreationOperation : null;

    /// <summary>What decides whether this is thrown, where throwing is all that it decides.</summary>
    private static IOperation? Test(IOperation thrown, bool orNull) => thrown.Parent switch
    {
        IConditionalOperation choice => IsAlone(choice, thrown) ? choice.Condition : null,
        IBlockOperation { Operations.Length: 1, Parent: IConditionalOperation choice } block =>
            IsAlone(choice, block) ? choice.Condition : null,
        IConversionOperation { Parent: ICoalesceOperation either } conversion =>
            orNull && either.WhenNull == conversion ? either.Value : null,
        ICoalesceOperation either => orNull && either.WhenNull == thrown ? either.Value : null,
        _ => null,
    };

    private static bool IsAlone(IConditionalOperation choice, IOperation thrown) =>
        choice.WhenTrue == thrown && choice.WhenFalse is null;

    /// <summary>The test reads a parameter that the exception names.</summary>
    private static bool IsOfArgument(IOperation test, IObjectCreationOperation made)
    {
        var named = made.Arguments
            .Select(a => Shapes.Bare(a.Value))
            .OfType<INameOfOperation>()
            .Select(n => n.Argument)
            .OfType<IParameterReferenceOperation>()
            .Select(p => p.Parameter)
            .ToArray();
        return Parameters(test).Any(p => named.Contains(p.Parameter, SymbolEqualityComparer.Default));
    }

    private static bool IsOfState(IThrowOperation thrown, ISymbol member) =>
        Test(thrown, orNull: false) is { Parent: IConditionalOperation choice } test
        && IsFirst(choice)
        && !test.DescendantsAndSelf().Any(o => o is ILocalReferenceOperation)
        && Parameters(test).All(p => IsCaptured(p, member))
        && test.DescendantsAndSelf().Any(o => IsOwn(o, member));

    /// <summary>Whether only guards stand before this one in the member's body.</summary>
    private static bool IsFirst(IConditionalOperation choice) =>
        choice.Parent is IBlockOperation { Parent: IMethodBodyBaseOperation } body
        && body.Operations.TakeWhile(o => o != choice).All(IsGuard);

    private static bool IsGuard(IOperation statement) => statement switch
    {
        IConditionalOperation { WhenFalse: null, WhenTrue: IThrowOperation } => true,
        IConditionalOperation { WhenFalse: null, WhenTrue: IBlockOperation { Operations.Length: 1 } block } =>
            block.Operations[0] is IThrowOperation,
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { } asked } } =>
            asked.IsStatic && asked.Name.StartsWith("ThrowIf", StringComparison.Ordinal),
        _ => false,
    };

    private static bool IsOwn(IOperation operation, ISymbol member) => operation switch
    {
        IMemberReferenceOperation { Instance: IInstanceReferenceOperation } => true,
        IMemberReferenceOperation { Instance: null } known =>
            SymbolEqualityComparer.Default.Equals(known.Member.ContainingType, member.ContainingType),
        IParameterReferenceOperation parameter => IsCaptured(parameter, member),
        _ => false,
    };

    /// <summary>A parameter of the primary constructor, seen from another member, is state.</summary>
    private static bool IsCaptured(IParameterReferenceOperation parameter, ISymbol member) =>
        parameter.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } maker
        && !SymbolEqualityComparer.Default.Equals(maker, member);

    private static IEnumerable<IParameterReferenceOperation> Parameters(IOperation test) =>
        test.DescendantsAndSelf().OfType<IParameterReferenceOperation>();

    /// <summary>The base type or an interface asks for a member that means nothing here.</summary>
    private static bool IsWholeMember(IThrowOperation thrown, ISymbol member)
    {
        var isWhole = thrown.Syntax.Parent switch
        {
            ArrowExpressionClauseSyntax arrow => arrow.Parent is not LocalFunctionStatementSyntax,
            BlockSyntax { Statements.Count: 1 } block =>
                block.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax,
            _ => false,
        };
        var asked = member is IMethodSymbol { AssociatedSymbol: { } owner } ? owner : member;
        return isWhole && IsAskedFor(asked);
    }

    private static bool IsAskedFor(ISymbol member) => member.IsOverride
        || member.ContainingType.AllInterfaces
            .SelectMany(i => i.GetMembers())
            .Any(m => SymbolEqualityComparer.Default.Equals(
                member.ContainingType.FindImplementationForInterfaceMember(m), member));
}
