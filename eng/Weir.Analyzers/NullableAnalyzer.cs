using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>WEIR004: <c>maybe.Value</c> and <c>(int)maybe</c>, which throw where there is none.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NullableAnalyzer : PathAnalyzer
{
    private const string Advice = "ask 'if (x is { } y)', or give a default with '??'";

    public NullableAnalyzer()
        : base(Rules.CannotFail)
    {
    }

    private protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(Value, OperationKind.PropertyReference);
        context.RegisterOperationAction(Cast, OperationKind.Conversion);
        context.RegisterSyntaxNodeAction(Each, SyntaxKind.ForEachStatement);
    }

    private static void Value(OperationAnalysisContext context)
    {
        var property = ((IPropertyReferenceOperation)context.Operation).Property;
        if (property.Name == "Value"
            && Named.IsNullable(property.ContainingType)
            && !Shapes.IsOnlyNamed(context.Operation))
        {
            context.ReportDiagnostic(Rules.Throws(
                context.Operation.Syntax, $"'Value' throws where there is none; {Advice}"));
        }
    }

    /// <summary>
    /// Also what the compiler adds before somebody's operator. An operator that takes the nullable decides
    /// for itself.
    /// </summary>
    private static void Cast(OperationAnalysisContext context)
    {
        var cast = (IConversionOperation)context.Operation;
        if (cast.Operand.Type is { } from
            && Named.IsNullable(from)
            && Named.IsBareValue(cast.Type)
            && !Named.IsNullable(cast.OperatorMethod?.Parameters[0].Type))
        {
            context.ReportDiagnostic(Rules.Throws(
                cast.Syntax, $"a cast from '{Rules.Show(from)}' throws where there is none; {Advice}"));
        }
    }

    /// <summary><c>foreach (int one in maybes)</c> casts each.</summary>
    private static void Each(SyntaxNodeAnalysisContext context)
    {
        var loop = (ForEachStatementSyntax)context.Node;
        var from = context.SemanticModel.GetForEachStatementInfo(loop).ElementType;
        var to = context.SemanticModel.GetDeclaredSymbol(loop, context.CancellationToken)?.Type;
        if (from is not null && Named.IsNullable(from) && Named.IsBareValue(to))
        {
            context.ReportDiagnostic(Rules.Throws(
                loop.Type, $"a cast from '{Rules.Show(from)}' throws where there is none; {Advice}"));
        }
    }
}
