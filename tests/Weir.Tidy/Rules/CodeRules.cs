using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Weir.Tidy.Rules;

/// <summary>What code may not contain, wherever it stands.</summary>
internal static class CodeRules
{
    // Put together, so that this file does not find itself.
    private static readonly string[] Later = ["TO" + "DO", "FIX" + "ME"];

    private static readonly string NotBuilt = "NotImplemented" + "Exception";

    public static IEnumerable<Finding> NoAsyncVoid(SourceFile file)
    {
        if (!file.IsCSharp)
        {
            yield break;
        }

        foreach (var node in file.Syntax.DescendantNodes())
        {
            var (modifiers, type) = node switch
            {
                MethodDeclarationSyntax method => (method.Modifiers, method.ReturnType),
                LocalFunctionStatementSyntax local => (local.Modifiers, local.ReturnType),
                _ => (default, null),
            };
            if (type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
                && modifiers.Any(SyntaxKind.AsyncKeyword))
            {
                var line = SourceFile.LineOf(node);
                yield return new(file.Path, line, "async void: its exception ends the process");
            }
        }
    }

    /// <summary>A boundary says why it catches: a string that is not blank.</summary>
    public static IEnumerable<Finding> BoundariesHaveReasons(SourceFile file) =>
        from attribute in Marks(file)
        where !HasReason(attribute)
        select new Finding(file.Path, SourceFile.LineOf(attribute), "[Boundary] says why it may catch");

    /// <summary>Every boundary, with its reason: a permission to catch, listed like a suppression.</summary>
    public static IEnumerable<Finding> Boundaries(SourceFile file) =>
        from attribute in Marks(file)
        select new Finding(
            file.Path, SourceFile.LineOf(attribute), attribute.ArgumentList?.Arguments.ToString() ?? "");

    public static IEnumerable<Finding> NothingLeftForLater(SourceFile file)
    {
        var words = file.IsCSharp ? [.. Later, NotBuilt] : Later;
        var pattern = $@"\b({string.Join('|', words)})\b";
        return file.Lines.Index()
            .Where(l => Regex.IsMatch(l.Item, pattern))
            .Select(l => new Finding(
                file.Path, l.Index + 1, "build it, or write down in the docs that it is not there"));
    }

    private static IEnumerable<AttributeSyntax> Marks(SourceFile file) => file.IsCSharp
        ? file.Syntax.DescendantNodes()
            .OfType<AttributeSyntax>()
            .Where(a => a.Name.ToString().Split('.')[^1] is "Boundary" or "BoundaryAttribute")
        : [];

    private static bool HasReason(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments is [{ Expression: var reason }, ..]
        && !(reason is LiteralExpressionSyntax literal && string.IsNullOrWhiteSpace(literal.Token.ValueText));
}
