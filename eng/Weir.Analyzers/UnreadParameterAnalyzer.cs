using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>
/// WEIR001 where a function takes a result and never looks at it: otherwise an empty
/// <c>Ignore(Outcome o)</c> would launder every other report away.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnreadParameterAnalyzer : MustUseAnalyzer
{
    private protected override void Register(CompilationStartAnalysisContext start, MustUseTypes types)
    {
        start.RegisterOperationBlockAction(c => Member(c, types));
        start.RegisterOperationAction(
            c => Function(c, ((IAnonymousFunctionOperation)c.Operation).Symbol, types),
            OperationKind.AnonymousFunction);
        start.RegisterOperationAction(
            c => Function(c, ((ILocalFunctionOperation)c.Operation).Symbol, types),
            OperationKind.LocalFunction);
    }

    private static void Member(OperationBlockAnalysisContext context, MustUseTypes types)
    {
        if (context.OwningSymbol is IMethodSymbol
            {
                MethodKind: MethodKind.Ordinary or MethodKind.Constructor,
                IsOverride: false,
                IsVirtual: false,
            } method
            && !IsPrimary(method, context)
            && !IsImposed(method))
        {
            Report(context.ReportDiagnostic, method, context.OperationBlocks, types);
        }
    }

    private static void Function(
        OperationAnalysisContext context, IMethodSymbol function, MustUseTypes types) =>
        Report(context.ReportDiagnostic, function, [context.Operation], types);

    private static void Report(
        Action<Diagnostic> report,
        IMethodSymbol method,
        IEnumerable<IOperation> bodies,
        MustUseTypes types)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.Out
                && types.Holds(parameter.Type)
                && !bodies.SelectMany(Shapes.Variables).Any(v => Names(v, parameter))
                && parameter.DeclaringSyntaxReferences.FirstOrDefault() is { } declared)
            {
                report(Rules.Unused(
                    declared.GetSyntax(),
                    $"'{parameter.Name}' is a '{Rules.Show(parameter.Type)}' that may be an error "
                    + "and nobody reads it; read it, or take the value instead"));
            }
        }
    }

    private static bool Names(IOperation operation, IParameterSymbol parameter) =>
        SymbolEqualityComparer.Default.Equals(Shapes.Variable(operation), parameter);

    /// <summary>The parameters of a primary constructor are read by the members of the whole type.</summary>
    private static bool IsPrimary(IMethodSymbol method, OperationBlockAnalysisContext context) =>
        method.MethodKind == MethodKind.Constructor
        && method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken)
            is not ConstructorDeclarationSyntax;

    /// <summary>An interface asked for the parameter; not every implementation has a use for it.</summary>
    private static bool IsImposed(IMethodSymbol method) =>
        !method.ExplicitInterfaceImplementations.IsEmpty
        || (method.ContainingType is { } type && type.AllInterfaces
            .SelectMany(i => i.GetMembers(method.Name))
            .Select(type.FindImplementationForInterfaceMember)
            .Contains(method, SymbolEqualityComparer.Default));
}
