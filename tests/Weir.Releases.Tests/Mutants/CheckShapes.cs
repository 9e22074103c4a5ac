using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Weir.Releases.Tests.Mutants;

/// <summary>What refusing looks like in the sources of <c>Weir.Releases</c>.</summary>
internal static class CheckShapes
{
    private static readonly string[] Makers = ["Refuse", "TooMuch", "Fail", "Malformed", "Less", "NotBuilt"];

    /// <summary>Whether it is a new refusal, perhaps as the outcome of another type.</summary>
    public static bool Makes(ExpressionSyntax value) => value is InvocationExpressionSyntax call
        && call.Expression switch
        {
            IdentifierNameSyntax name => Makers.Contains(name.Identifier.Text),
            GenericNameSyntax name => Makers.Contains(name.Identifier.Text),
            MemberAccessExpressionSyntax { Name.Identifier.Text: "As", Expression: var made } => Makes(made),
            MemberAccessExpressionSyntax access => access.ToString() is "json.Fail" or "Refusal.Of",
            _ => false,
        };

    /// <summary>Names of the methods that refuse, without those that only help to.</summary>
    public static IEnumerable<string> Refusing(SyntaxNode root) => root.DescendantNodes()
        .OfType<MethodDeclarationSyntax>()
        .Where(static m => !Makers.Contains(m.Identifier.Text))
        .Where(static m => m.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(Makes))
        .Select(static m => m.Identifier.Text)
        .Distinct();

    public static bool AlwaysMakes(ExpressionSyntax value) => value is ConditionalExpressionSyntax either
        ? AlwaysMakes(either.WhenTrue) && AlwaysMakes(either.WhenFalse)
        : Makes(value);

    public static bool IsRefusal(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax { Expression: { } value } => Makes(value),
        ExpressionStatementSyntax { Expression: var call } => Makes(call),
        _ => false,
    };

    /// <summary>Whether a reader of text says with it that what it reads is not sound.</summary>
    public static bool IsUnsound(StatementSyntax? statement) => statement switch
    {
        BlockSyntax block => block.Statements.Any(IsUnsound),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax set } =>
            set.ToString() == "Sound = false",
        _ => false,
    };

    /// <summary>Whether it is words for what was found, where null says that nothing was.</summary>
    public static bool IsFinding(ExpressionSyntax? value) =>
        value is LiteralExpressionSyntax { Token.Value: string };

    public static bool IsReturnOf(StatementSyntax statement, string literal) =>
        statement is ReturnStatementSyntax { Expression: LiteralExpressionSyntax value }
        && value.ToString() == literal;

    /// <summary>One of several checks that are asked in turn.</summary>
    public static bool IsStep(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax { Expression: IdentifierNameSyntax name }
        && name.Identifier.Text.StartsWith("Check", StringComparison.Ordinal);

    /// <summary>Without what it declares, what comes behind would not compile.</summary>
    public static bool Declares(ExpressionSyntax condition, bool negated) =>
        condition.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().Any(d =>
            d.Parent is not DeclarationExpressionSyntax
            && d.Ancestors().OfType<UnaryPatternSyntax>().Any() == negated);

    public static IfStatementSyntax? Guard(StatementSyntax statement) =>
        statement.Parent as IfStatementSyntax ?? statement.Parent?.Parent as IfStatementSyntax;

    public static StatementSyntax? Last(StatementSyntax statement) =>
        statement is BlockSyntax block ? block.Statements.LastOrDefault() : statement;

    public static StatementSyntax? Next(StatementSyntax statement) => statement.Parent is BlockSyntax block
        ? block.Statements.ElementAtOrDefault(block.Statements.IndexOf(statement) + 1)
        : null;
}
