using Microsoft.CodeAnalysis;

namespace Weir.Analyzers;

/// <summary>
/// Every rule of the house, described once. Several analyzers may report one rule: each looks for
/// one way of breaking it.
/// </summary>
internal static class Rules
{
    private const string Category = "Reliability";

    public static readonly DiagnosticDescriptor UseTheResult = new(
        "WEIR001",
        "A result that may be an error is used",
        "{0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Ask 'if (outcome.Try(out var value, out var error))', Match it, or return it to a caller who does.",
        "docs/rules/WEIR001.md");

    public static readonly DiagnosticDescriptor ProveNotNull = new(
        "WEIR002",
        "Nothing is declared non-null by assertion",
        "'!' silences the compiler where it found a path to null; "
            + "test it ('if (x is { } y)'), return an error, or make the type say that it is never null",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The null-forgiving operator is an unwrap: the first request for which it is wrong is a fault.",
        "docs/rules/WEIR002.md");

    public static readonly DiagnosticDescriptor ThrowNothing = new(
        "WEIR003",
        "Failures are values, only a guard throws",
        "{0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A throw is for the programmer who calls wrongly; what the outside world can cause is returned.",
        "docs/rules/WEIR003.md");

    public static readonly DiagnosticDescriptor CannotFail = new(
        "WEIR004",
        "What throws is not used, and only a boundary catches",
        "{0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Use the form that answers (TryGetValue, TryParse, FirstOrDefault, a pattern), and catch the "
            + "exceptions of others in a method marked [Boundary].",
        "docs/rules/WEIR004.md");

    /// <param name="where">The syntax at fault.</param>
    /// <param name="message">What is wrong here and what to write instead.</param>
    public static Diagnostic Unused(SyntaxNode where, string message) =>
        Diagnostic.Create(UseTheResult, where.GetLocation(), message);

    /// <inheritdoc cref="Unused"/>
    public static Diagnostic Thrown(SyntaxNode where, string message) =>
        Diagnostic.Create(ThrowNothing, where.GetLocation(), message);

    /// <inheritdoc cref="Unused"/>
    public static Diagnostic Throws(SyntaxNode where, string message) =>
        Diagnostic.Create(CannotFail, where.GetLocation(), message);

    /// <summary>The short name of a type, as a person would write it.</summary>
    public static string Show(ITypeSymbol type) =>
        type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
