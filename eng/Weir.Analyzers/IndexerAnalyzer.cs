using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>
/// WEIR004: the indexer of a dictionary, which throws where the key is missing, or of a list, which throws
/// beside its end. Arrays, spans and what is laid out like them are free.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IndexerAnalyzer : PathAnalyzer
{
    private const string Generic = "System.Collections.Generic";
    private const string Immutable = "System.Collections.Immutable";

    public IndexerAnalyzer()
        : base(Rules.CannotFail)
    {
    }

    private protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(Ordinary, OperationKind.PropertyReference);
        context.RegisterOperationAction(FromEnd, OperationKind.ImplicitIndexerReference);
    }

    private static void Ordinary(OperationAnalysisContext context)
    {
        var reference = (IPropertyReferenceOperation)context.Operation;
        if (reference.Property.IsIndexer)
        {
            Check(context, reference.Property);
        }
    }

    /// <summary><c>list[^1]</c>: an index that the compiler counts from the end.</summary>
    private static void FromEnd(OperationAnalysisContext context)
    {
        if (((IImplicitIndexerReferenceOperation)context.Operation).IndexerSymbol is IPropertySymbol indexer)
        {
            Check(context, indexer);
        }
    }

    private static void Check(OperationAnalysisContext context, IPropertySymbol indexer)
    {
        var where = context.Operation;
        var type = indexer.ContainingType.OriginalDefinition;
        if (IsDictionary(type, indexer))
        {
            if (!IsOnlyWritten(where))
            {
                context.ReportDiagnostic(Rules.Throws(
                    where.Syntax,
                    $"the indexer of '{type.Name}' throws where the key is missing; ask TryGetValue"));
            }
        }
        else if (IsList(type) && !Bounds.Hold(where))
        {
            context.ReportDiagnostic(Rules.Throws(
                where.Syntax,
                $"the indexer of '{type.Name}' throws beside its end; use foreach, a list pattern, "
                + "ElementAtOrDefault, or count up to its Count in a 'for'"));
        }
    }

    /// <summary>Writing adds the key; <c>+=</c>, <c>++</c> and <c>??=</c> read it first.</summary>
    private static bool IsOnlyWritten(IOperation reference) =>
        reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference;

    private static bool IsDictionary(INamedTypeSymbol type, IPropertySymbol by) => Named.Whole(type) switch
    {
        "Dictionary" or "IDictionary" or "IReadOnlyDictionary" or "SortedDictionary" or "SortedList"
            or "OrderedDictionary" or "Dictionary.AlternateLookup" => Named.IsIn(type, Generic),
        "ConcurrentDictionary" or "ConcurrentDictionary.AlternateLookup" =>
            Named.IsIn(type, "System.Collections.Concurrent"),
        "FrozenDictionary" or "FrozenDictionary.AlternateLookup" =>
            Named.IsIn(type, "System.Collections.Frozen"),
        "ImmutableDictionary" or "ImmutableSortedDictionary" or "IImmutableDictionary"
            or "ImmutableDictionary.Builder" or "ImmutableSortedDictionary.Builder" =>
            Named.IsIn(type, Immutable),
        "ReadOnlyDictionary" => Named.IsIn(type, "System.Collections.ObjectModel"),
        "KeyedCollection" => Named.IsIn(type, "System.Collections.ObjectModel")
            && by.Parameters[0].OriginalDefinition.Type is ITypeParameterSymbol,
        _ => false,
    };

    private static bool IsList(INamedTypeSymbol type) => Named.Whole(type) switch
    {
        "List" or "IList" or "IReadOnlyList" => Named.IsIn(type, Generic),
        "Collection" or "ReadOnlyCollection" => Named.IsIn(type, "System.Collections.ObjectModel"),
        "ImmutableList" or "IImmutableList" or "ImmutableList.Builder" => Named.IsIn(type, Immutable),
        _ => false,
    };
}
