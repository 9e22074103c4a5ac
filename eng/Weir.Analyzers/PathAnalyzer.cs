using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Weir.Analyzers;

/// <summary>What the analyzers of WEIR003 and WEIR004 share: they look at operations one by one.</summary>
public abstract class PathAnalyzer : DiagnosticAnalyzer
{
    private protected PathAnalyzer(DiagnosticDescriptor rule) =>
        SupportedDiagnostics = ImmutableArray.Create(rule);

    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        Register(context);
    }

    private protected abstract void Register(AnalysisContext context);
}
