using Weir.Decisions.Language.Checking;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Tests.Language;

/// <summary>The tables of docs/language.md are those of the code.</summary>
public sealed class DocumentationTests
{
    private static readonly string Page =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "language.md"));

    [Fact]
    public void Fields_AreDocumented() => Holds("fields", RuleFields.All
        .OrderBy(static field => field.Name, StringComparer.Ordinal)
        .Select(static field =>
            $"| {Names(field)} | {Type(field.Type)} | {Kind(field.Kind)} | {field.Description} |"));

    [Fact]
    public void Functions_AreDocumented() => Holds("functions", FunctionTable.All
        .Select(static function => $"| `{function.Usage}` | {function.Description} |"));

    [Fact]
    public void Limits_AreDocumented()
    {
        var names = typeof(Limits).GetFields().Select(static limit => limit.Name)
            .Where(static name => name.StartsWith("Expression", StringComparison.Ordinal)
                || name.Contains("Pattern", StringComparison.Ordinal)
                    || name == nameof(Limits.RulesPerSite));

        Assert.All(names, static name => Assert.Contains($"| {name} | ", Page, StringComparison.Ordinal));
    }

    private static void Holds(string part, IEnumerable<string> rows)
    {
        var begin = Page.IndexOf($"<!-- {part}: ", StringComparison.Ordinal);
        var end = Page.IndexOf($"<!-- /{part} -->", StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin);
        var found = Page[begin..end].Split('\n').Skip(3).Where(static line => line.Length > 0);

        Assert.Equal(string.Join('\n', rows), string.Join('\n', found));
    }

    private static string Names(Field field) =>
        string.Join(", ", field.Aliases.Prepend(field.Name).Select(static name => $"`{name}`"));

    private static string Type(FieldType type) => type switch
    {
        FieldType.Bool => "condition",
        FieldType.Number => "number",
        FieldType.Text => "text",
        FieldType.Address => "address",
        FieldType.Unset => "",
        _ => "",
    };

    private static string Kind(FieldKind kind) => kind switch
    {
        FieldKind.Request => "request",
        FieldKind.Computed => "computed",
        FieldKind.Unset => "",
        _ => "",
    };
}
