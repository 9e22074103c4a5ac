using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Weir.Releases.Tests.Mutants.CheckShapes;

namespace Weir.Releases.Tests.Mutants;

/// <summary>One check of the program: where it stands and what it asks.</summary>
internal sealed record Check(int Number, string File, string Member, string Text)
{
    public override string ToString() => $"{File} {Member}: {Text}";
}

/// <summary>
/// Finds every check in a source and makes each removable. A check is a condition on which something is
/// refused or let pass - one for each operand that decides alone -, a failure that is noted on the way, a
/// bound given to a reader, and a step of a chain of checks. What a condition does besides deciding it still
/// does, so that a copy without one check differs in nothing else.
/// </summary>
internal sealed class CheckRewriter(string file, List<Check> checks) : CSharpSyntaxRewriter
{
    /// <summary>Methods that answer whether something is as it should be.</summary>
    private static readonly string[] Answering = ["Check", "TryUnpack", "TryRead"];

    private static readonly Dictionary<string, int[]> Bounds = new()
    {
        ["Number"] = [1, 2], ["Text"] = [1], ["List"] = [1], ["Texts"] = [1],
    };

    private string _member = "";
    private string _returns = "";

    private bool Finds => _member == "Find" && _returns == "string?";

    private bool Answers => _returns == "bool" && Answering.Contains(_member);

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        (_member, _returns) = (node.Identifier.Text, node.ReturnType.ToString());
        return base.VisitMethodDeclaration(Answers && node.ExpressionBody is { } body
            ? node.WithExpressionBody(body.WithExpression(Loosened(body.Expression)))
            : node);
    }

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        (_member, _returns) = (node.Identifier.Text, "");
        return base.VisitConstructorDeclaration(node);
    }

    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node)
    {
        var last = Last(node.Statement);
        var refuses = IsUnsound(node.Statement) || (last is not null && (IsRefusal(last)
            || (Answers && IsReturnOf(last, "false"))
            || (Finds && last is ReturnStatementSyntax { Expression: var found } && IsFinding(found))));
        var passes = last is ReturnStatementSyntax
            && ((_returns == "Refusal?" && IsReturnOf(last, "null"))
                || (Next(node) is { } next && (IsRefusal(next) || IsUnsound(next))));
        return base.VisitIfStatement(refuses ? node.WithCondition(Silenced(node.Condition))
            : passes ? node.WithCondition(Loosened(node.Condition))
            : node);
    }

    public override SyntaxNode? VisitConditionalExpression(ConditionalExpressionSyntax node) =>
        base.VisitConditionalExpression(Makes(node.WhenTrue) || (Finds && IsFinding(node.WhenTrue))
            ? node.WithCondition(Silenced(node.Condition))
            : Makes(node.WhenFalse) ? node.WithCondition(Loosened(node.Condition))
            : node);

    public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node) =>
        base.VisitReturnStatement(node.Expression is { } value and not LiteralExpressionSyntax
            ? Answers ? node.WithExpression(Loosened(value))
            : _returns == "Refusal?" && AlwaysMakes(value) && node.Parent?.Parent is MethodDeclarationSyntax
                ? node.WithExpression(Parsed($"{Kept("refuses in the end")} ? ({value}) : null"))
            : node
            : node);

    /// <summary>A failure that is not all that an <c>if</c> leads to stands for a check of its own.</summary>
    public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        if (!IsRefusal(node) || (Guard(node) is { } guard && Last(guard.Statement) == node))
        {
            return base.VisitExpressionStatement(node);
        }

        var kept = Parsed(Kept(node.Expression.ToString()));
        return base.VisitExpressionStatement(node) is StatementSyntax visited
            ? SyntaxFactory.IfStatement(kept, SyntaxFactory.Block(visited))
            : null;
    }

    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node) =>
        base.VisitBinaryExpression(node.IsKind(SyntaxKind.CoalesceExpression) && IsStep(node.Left)
            ? node.WithLeft(Step(node.Left)).WithRight(IsStep(node.Right) ? Step(node.Right) : node.Right)
            : node);

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (node.Expression is not MemberAccessExpressionSyntax { Name: var name }
            || !Bounds.TryGetValue(name.Identifier.Text, out var places)
            || node.ArgumentList.Arguments is not [{ Expression: LiteralExpressionSyntax key }, _, ..])
        {
            return base.VisitInvocationExpression(node);
        }

        var isNumber = name.Identifier.Text == "Number";
        var arguments = node.ArgumentList.Arguments;
        foreach (var place in places)
        {
            var bound = arguments[place].Expression;
            var open = !isNumber ? "int.MaxValue" : place == 1 ? "long.MinValue" : "long.MaxValue";
            var kept = Kept($"{key} {(isNumber && place == 1 ? "least" : "most")} {bound}");
            arguments = arguments.Replace(
                arguments[place], arguments[place].WithExpression(Parsed($"({kept} ? ({bound}) : {open})")));
        }

        return base.VisitInvocationExpression(
            node.WithArgumentList(node.ArgumentList.WithArguments(arguments)));
    }

    private ExpressionSyntax Step(ExpressionSyntax step) =>
        Parsed($"({Kept(step.ToString())} ? {step} : null)");

    // Refused where it is true: each of several alternatives can be made not to count.
    private ExpressionSyntax Silenced(ExpressionSyntax condition) =>
        condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either
            ? either.WithLeft(Silenced(either.Left)).WithRight(Silenced(either.Right))
            : Declares(condition, negated: true)
                ? condition
                : Parsed($" (({condition}) && {Kept(condition.ToString())}) ");

    // Passes where it is true: each of several conditions can be taken as met.
    private ExpressionSyntax Loosened(ExpressionSyntax condition) =>
        condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both
            ? both.WithLeft(Loosened(both.Left)).WithRight(Loosened(both.Right))
            : Declares(condition, negated: false)
                ? condition
                : Parsed($" (({condition}) || !{Kept(condition.ToString())}) ");

    private string Kept(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        checks.Add(new Check(checks.Count + 1, file, _member, string.Join(' ', words)));
        return $"global::{Copy.Switch}.Keeps({checks.Count})";
    }

    private static ExpressionSyntax Parsed(string text) => SyntaxFactory.ParseExpression(text);
}
