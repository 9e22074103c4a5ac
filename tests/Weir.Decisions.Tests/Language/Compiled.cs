using Weir.Decisions.Language;
using Weir.Decisions.Language.Compilation;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Tests.Language;

/// <summary>Compiles what a test knows to be right, or wrong.</summary>
internal static class Compiled
{
    public static CompiledCondition Condition(string expression, FieldCatalogue catalogue) =>
        ExpressionCompiler.Condition(expression, catalogue).Match(
            static made => made, static error => throw new ArgumentException(error.Render()));

    public static CompiledNumber Number(string expression, FieldCatalogue catalogue) =>
        ExpressionCompiler.Number(expression, catalogue).Match(
            static made => made, static error => throw new ArgumentException(error.Render()));

    public static CompiledText Text(string expression, FieldCatalogue catalogue) =>
        ExpressionCompiler.Text(expression, catalogue).Match(
            static made => made, static error => throw new ArgumentException(error.Render()));

    public static ExpressionError Error(string expression, FieldCatalogue catalogue) =>
        ExpressionCompiler.Condition(expression, catalogue).Match(
            made => throw new ArgumentException($"compiles: {made.Text}"), static error => error);
}
