using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Weir.Tidy.Rules;

/// <summary>
/// Trust is a type: nothing but the verifier makes a verified release, and nothing that ships reaches into
/// another room past what that room offers.
/// </summary>
internal static class TrustRules
{
    private const string Verifier = "src/Weir.Releases/Trust/Verifier.cs";
    private const string Verified = "VerifiedRelease";
    private const string Drills = "src/Weir.Drills/";
    private const string Unchecked = "Unchecked";
    private const string ActivateUnchecked = "ActivateUnchecked";

    public static IEnumerable<Finding> OnlyTheVerifierVerifies(SourceFile file) =>
        !file.IsCSharp || file.Path == Verifier || !file.Text.Contains(Verified, StringComparison.Ordinal)
            ? []
            : file.Syntax.DescendantNodes()
                .Where(Makes)
                .Select(node => new Finding(
                    file.Path, SourceFile.LineOf(node), $"only {Verifier} makes a {Verified}"));

    /// <summary>
    /// The drill of the innermost guard needs a plan that the outer guards would never let through; whatever
    /// else ships makes its plans by checking them. The name alone is told, so no other member may have it.
    /// </summary>
    public static IEnumerable<Finding> PlansAreChecked(SourceFile file) =>
        !file.IsCSharp || !file.Path.StartsWith("src/", StringComparison.Ordinal)
            || file.Path.StartsWith(Drills, StringComparison.Ordinal)
            || !file.Text.Contains(Unchecked, StringComparison.Ordinal)
            ? []
            : file.Syntax.DescendantNodes()
                .OfType<IdentifierNameSyntax>()
                .Where(static name => name.Identifier.Text == Unchecked)
                .Select(name => new Finding(
                    file.Path, SourceFile.LineOf(name), $"only {Drills} takes a plan that is {Unchecked}"));

    /// <summary>
    /// The same drill makes a candidate of it that has been through no gate. Whatever else ships activates by
    /// submitting; the declaration itself is no mention.
    /// </summary>
    public static IEnumerable<Finding> ActivationsAreChecked(SourceFile file) =>
        !file.IsCSharp || !file.Path.StartsWith("src/", StringComparison.Ordinal)
            || file.Path.StartsWith(Drills, StringComparison.Ordinal)
            || !file.Text.Contains(ActivateUnchecked, StringComparison.Ordinal)
            ? []
            : file.Syntax.DescendantNodes()
                .OfType<SimpleNameSyntax>()
                .Where(static name => name.Identifier.Text == ActivateUnchecked)
                .Select(name => new Finding(
                    file.Path, SourceFile.LineOf(name), $"only {Drills} may {ActivateUnchecked}"));

    /// <summary>
    /// Tests and benches may look inside; what ships goes in by the door. A drill that shows an inner layer
    /// has to reach it past the outer ones, and no other part may: the compiler sees to that.
    /// </summary>
    public static IEnumerable<Finding> InternalsAreForTests(SourceFile file) =>
        !file.IsProject || !file.Path.StartsWith("src/", StringComparison.Ordinal)
            ? []
            : XDocument.Parse(file.Text)
                .Descendants("InternalsVisibleTo")
                .Select(static v => v.Attribute("Include")?.Value ?? "")
                .Where(static name =>
                    !name.EndsWith(".Tests", StringComparison.Ordinal)
                    && !name.StartsWith("Weir.Bench.", StringComparison.Ordinal)
                    && name is not ("Weir.Fuzz" or "Weir.Drills"))
                .Select(name => new Finding(file.Path, 0, $"shows its inside to '{name}', which ships"));

    // A bare new() is told by the type that its surroundings declare.
    private static bool Makes(SyntaxNode node) => node switch
    {
        ObjectCreationExpressionSyntax made => Names(made.Type),
        ImplicitObjectCreationExpressionSyntax made => made.Ancestors().Select(Declared).OfType<TypeSyntax>()
            .FirstOrDefault() is { } type && Names(type),
        _ => false,
    };

    private static TypeSyntax? Declared(SyntaxNode node) => node switch
    {
        VariableDeclarationSyntax variable => variable.Type,
        PropertyDeclarationSyntax property => property.Type,
        MethodDeclarationSyntax method => method.ReturnType,
        LocalFunctionStatementSyntax local => local.ReturnType,
        _ => null,
    };

    private static bool Names(TypeSyntax type) => type.DescendantNodesAndSelf()
        .OfType<IdentifierNameSyntax>()
        .Any(static name => name.Identifier.Text == Verified);
}
