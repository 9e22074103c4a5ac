using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Weir.Analyzers;

/// <summary>What every analyzer of WEIR001 shares: it costs nothing where no type is must-use.</summary>
public abstract class MustUseAnalyzer : DiagnosticAnalyzer
{
    private protected MustUseAnalyzer()
    {
    }

    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Rules.UseTheResult);

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (MustUseTypes.Of(start.Compilation) is { } types)
            {
                Register(start, types);
            }
        });
    }

    private protected abstract void Register(CompilationStartAnalysisContext start, MustUseTypes types);
}
