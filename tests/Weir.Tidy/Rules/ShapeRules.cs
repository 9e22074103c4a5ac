using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Weir.Tidy.Rules;

/// <summary>How long and how wide C# may be.</summary>
internal static class ShapeRules
{
    public const int FileLines = 400;
    public const int FunctionLines = 60;
    public const int Columns = 110;

    public static IEnumerable<Finding> FileLength(SourceFile file)
    {
        if (file.IsCSharp && file.Lines.Count > FileLines)
        {
            yield return new(file.Path, 0, $"{file.Lines.Count} lines; a file has at most {FileLines}");
        }
    }

    public static IEnumerable<Finding> LineLength(SourceFile file) => file.IsCSharp
        ? file.Lines.Index()
            .Where(l => l.Item.TrimEnd('\r').Length > Columns)
            .Select(l => new Finding(file.Path, l.Index + 1, $"more than {Columns} columns"))
        : [];

    /// <summary>From the first token to the last, attributes included, comments before it not.</summary>
    public static IEnumerable<Finding> FunctionLength(SourceFile file) => file.IsCSharp
        ? from node in file.Syntax.DescendantNodes()
          where IsFunction(node)
          let lines = Lines(node)
          where lines > FunctionLines
          let line = SourceFile.LineOf(node)
          select new Finding(file.Path, line, $"{lines} lines; a function has at most {FunctionLines}")
        : [];

    public static IEnumerable<Finding> FileScopedNamespace(SourceFile file) => file.IsCSharp
        ? file.Syntax.DescendantNodes()
            .OfType<NamespaceDeclarationSyntax>()
            .Select(n => new Finding(file.Path, SourceFile.LineOf(n), "a namespace is file-scoped"))
        : [];

    /// <summary>How long files are; nothing is gated on it. Null where there is nothing to measure.</summary>
    public static int? MedianLength(IEnumerable<SourceFile> files)
    {
        var lengths = files.Where(f => f.IsCSharp).Select(f => f.Lines.Count).Order().ToArray();
        return lengths.Length == 0 ? null : lengths[lengths.Length / 2];
    }

    private static bool IsFunction(SyntaxNode node) => node
        is BaseMethodDeclarationSyntax
        or LocalFunctionStatementSyntax
        or AccessorDeclarationSyntax
        or AnonymousFunctionExpressionSyntax
        or PropertyDeclarationSyntax { ExpressionBody: not null }
        or IndexerDeclarationSyntax { ExpressionBody: not null };

    private static int Lines(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
