using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Weir.Tidy.Rules;

/// <param name="Path">The file.</param>
/// <param name="Line">From 1.</param>
/// <param name="Text">The line itself.</param>
/// <param name="IsJustified">Whether a reason stands on the line or right above it.</param>
internal readonly record struct Suppression(string Path, int Line, string Text, bool IsJustified);

/// <summary>A silenced warning says why: on its line, or in the comment right above.</summary>
internal static partial class SuppressionRules
{
    public static IEnumerable<Finding> Justified(SourceFile file) =>
        All(file)
            .Where(s => !s.IsJustified)
            .Select(s => new Finding(s.Path, s.Line, $"'{s.Text}' silences a warning and does not say why"));

    public static IEnumerable<Suppression> All(SourceFile file) => file.Name switch
    {
        _ when file.IsCSharp => InCode(file),
        ".editorconfig" or ".globalconfig" => InLines(file, SilentSeverity(), "#"),
        _ when Path.GetExtension(file.Name) is ".csproj" or ".props" or ".targets" =>
            InLines(file, SilentProperty(), "<!--"),
        _ => [],
    };

    /// <summary>
    /// The rules of the request's path are silenced in code, for one place and by name: what a setting or a
    /// bare pragma silences is out of sight where it matters.
    /// </summary>
    public static IEnumerable<Finding> SilencedByName(SourceFile file) => file.Name switch
    {
        _ when file.IsCSharp => BarePragmas(file),
        ".editorconfig" or ".globalconfig" => Lowered(file, LoweredRule()),
        _ when Path.GetExtension(file.Name) is ".csproj" or ".props" or ".targets" =>
            Lowered(file, SilencedRule()),
        _ => [],
    };

    private static IEnumerable<Finding> BarePragmas(SourceFile file) =>
        from trivia in file.Syntax.DescendantTrivia()
        let pragma = trivia.GetStructure() as PragmaWarningDirectiveTriviaSyntax
        where pragma is { ErrorCodes.Count: 0 }
        where pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword)
        select new Finding(file.Path, SourceFile.LineOf(pragma), "a pragma names what it silences");

    private static IEnumerable<Finding> Lowered(SourceFile file, Regex pattern) =>
        from line in file.Lines.Index()
        where pattern.IsMatch(line.Item)
        select new Finding(file.Path, line.Index + 1, "a WEIR rule is silenced in code, for one place");

    private static IEnumerable<Suppression> InCode(SourceFile file)
    {
        foreach (var trivia in file.Syntax.DescendantTrivia())
        {
            if (trivia.GetStructure() is PragmaWarningDirectiveTriviaSyntax
                {
                    DisableOrRestoreKeyword.RawKind: (int)SyntaxKind.DisableKeyword,
                } pragma)
            {
                yield return At(file, pragma, "//");
            }
            else if (trivia.GetStructure() is NullableDirectiveTriviaSyntax
                {
                    SettingToken.RawKind: (int)SyntaxKind.DisableKeyword,
                } nullable)
            {
                yield return At(file, nullable, "//");
            }
        }

        foreach (var attribute in file.Syntax.DescendantNodes().OfType<AttributeSyntax>())
        {
            var name = attribute.Name.ToString();
            if (name.EndsWith("SuppressMessage", StringComparison.Ordinal))
            {
                var found = At(file, attribute, "//");
                yield return found with { IsJustified = found.IsJustified || HasJustification(attribute) };
            }
        }
    }

    private static bool HasJustification(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.Any(a =>
            a.NameEquals?.Name.Identifier.ValueText == "Justification"
            && !IsBlank(a.Expression))
        ?? false;

    private static bool IsBlank(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax text && string.IsNullOrWhiteSpace(text.Token.ValueText);

    private static IEnumerable<Suppression> InLines(SourceFile file, Regex pattern, string comment) =>
        file.Lines.Index()
            .Where(l => pattern.IsMatch(l.Item))
            .Where(l => !l.Item.TrimStart().StartsWith(comment, StringComparison.Ordinal))
            .Select(l => At(file, l.Index + 1, comment));

    private static Suppression At(SourceFile file, SyntaxNode node, string comment) =>
        At(file, SourceFile.LineOf(node), comment);

    private static Suppression At(SourceFile file, int line, string comment)
    {
        var text = file.Lines[line - 1].Trim();
        var above = line > 1 ? file.Lines[line - 2].Trim() : "";
        var justified = text.Contains(comment, StringComparison.Ordinal)
            || above.StartsWith(comment, StringComparison.Ordinal)
            || (comment == "<!--" && above.EndsWith("-->", StringComparison.Ordinal));
        return new Suppression(file.Path, line, text, justified);
    }

    [GeneratedRegex(@"severity\s*=\s*(none|silent)|=\s*\w+:(none|silent)", RegexOptions.IgnoreCase)]
    private static partial Regex SilentSeverity();

    [GeneratedRegex(
        @"^\s*(dotnet_diagnostic\.WEIR\d+|dotnet_analyzer_diagnostic(\.category-reliability)?)\.severity"
        + @"\s*=(?!\s*error\b)", RegexOptions.IgnoreCase)]
    private static partial Regex LoweredRule();

    [GeneratedRegex(
        @"<(NoWarn|WarningsNotAsErrors|MSBuildWarningsAsMessages)\b.*\bWEIR|\bNoWarn\s*=\s*""[^""]*WEIR")]
    private static partial Regex SilencedRule();

    [GeneratedRegex(@"<(NoWarn|WarningsNotAsErrors|MSBuildWarningsAsMessages)\b|\bNoWarn\s*=\s*""")]
    private static partial Regex SilentProperty();
}
