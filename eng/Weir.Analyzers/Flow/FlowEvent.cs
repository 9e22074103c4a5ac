using Microsoft.CodeAnalysis;

namespace Weir.Analyzers.Flow;

/// <summary>What can happen to a variable while a block runs.</summary>
internal enum FlowEventKind
{
    Unset = 0,
    Read,
    Write,

    /// <summary>A lambda is made here; its body sees the variables as they are now.</summary>
    Lambda,

    /// <summary>A <c>Try</c> has just returned; its out variables were written before.</summary>
    Try,
}

/// <summary>One thing that happens to a variable, in the order of evaluation.</summary>
internal readonly struct FlowEvent(FlowEventKind kind, IOperation at, ISymbol? variable = null)
{
    public FlowEventKind Kind { get; } = kind;

    public IOperation At { get; } = at;

    /// <summary>What is read or written; null for the other kinds.</summary>
    public ISymbol? Variable { get; } = variable;
}
