using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Weir.Analyzers;

/// <summary>WEIR002: the null-forgiving operator (<c>x!</c>, <c>null!</c>, <c>default!</c>).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NullForgivingAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Rules.ProveNotNull);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(
            static c => c.ReportDiagnostic(Diagnostic.Create(Rules.ProveNotNull, c.Node.GetLocation())),
            SyntaxKind.SuppressNullableWarningExpression);
    }
}
