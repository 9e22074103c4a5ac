using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Weir.Analyzers;

/// <summary>
/// Whether an index lies within its list by the form of a loop around it:
/// <c>for (var i = 0; i &lt; list.Count; i++) { Use(list[i]); }</c>, with more in the condition or not.
/// </summary>
internal static class Bounds
{
    public static bool Hold(IOperation reference)
    {
        if (reference.Syntax is not ElementAccessExpressionSyntax { ArgumentList.Arguments.Count: 1 } access
            || access.ArgumentList.Arguments[0].Expression is not IdentifierNameSyntax index)
        {
            return false;
        }

        SyntaxNode inner = access;
        for (var above = access.Parent; above is not null; inner = above, above = above.Parent)
        {
            if (above
                is MemberDeclarationSyntax
                or AnonymousFunctionExpressionSyntax
                or LocalFunctionStatementSyntax)
            {
                return false;
            }

            if (above is ForStatementSyntax loop
                && (loop.Statement == inner || loop.Incrementors.Contains(inner))
                && CountsUp(loop, index.Identifier.ValueText)
                && IsBelowCount(loop.Condition, index.Identifier.ValueText, access.Expression))
            {
                return !IsWritten(loop.Statement, index.Identifier.ValueText);
            }
        }

        return false;
    }

    /// <summary>It starts at a number that is not negative and grows.</summary>
    private static bool CountsUp(ForStatementSyntax loop, string index) =>
        loop.Declaration?.Variables.Any(v => v.Identifier.ValueText == index
            && v.Initializer?.Value is LiteralExpressionSyntax { Token.Value: int }) == true
        && loop.Incrementors.Any(i => i
            is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression }
            or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression });

    private static bool IsBelowCount(ExpressionSyntax? condition, string index, ExpressionSyntax list) =>
        condition switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both =>
                IsBelowCount(both.Left, index, list) || IsBelowCount(both.Right, index, list),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression } less =>
                less.Left is IdentifierNameSyntax { Identifier.ValueText: var left }
                && left == index
                && less.Right is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" } count
                && count.Expression.IsEquivalentTo(list, topLevel: false),
            _ => false,
        };

    private static bool IsWritten(StatementSyntax body, string index) =>
        body.DescendantNodes().Any(n => Writes(n, index));

    private static bool Writes(SyntaxNode node, string index) => node switch
    {
        AssignmentExpressionSyntax assignment => Is(assignment.Left, index),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression } more =>
            Is(more.Operand, index),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostDecrementExpression } less =>
            Is(less.Operand, index),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression } more =>
            Is(more.Operand, index),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreDecrementExpression } less =>
            Is(less.Operand, index),
        ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None } argument =>
            Is(argument.Expression, index),
        _ => false,
    };

    private static bool Is(ExpressionSyntax expression, string index) =>
        expression is IdentifierNameSyntax name && name.Identifier.ValueText == index;
}
