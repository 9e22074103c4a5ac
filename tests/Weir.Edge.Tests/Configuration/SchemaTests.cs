using System.Text.Json.Nodes;
using Weir.Edge.Configuration;
using Weir.Edge.Configuration.Reading;
using Weir.Edge.Configuration.Yaml;
using Xunit;

namespace Weir.Edge.Tests.Configuration;

/// <summary>
/// The schema for editors says what the reader does: the same keys, and every good file fits it.
/// </summary>
public sealed class SchemaTests
{
    private static readonly string Base = Path.Combine(AppContext.BaseDirectory, "Configuration");

    private static readonly JsonNode Schema =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Base, "weir.schema.json"))) ?? new JsonObject();

    [Fact]
    public void Schema_HasExactlyTheKeysOfTheReader() =>
        Assert.Equal(KeysOf(KnownKeys.Root, ""), KeysOf(Schema, ""));

    [Fact]
    public void Schema_DescribesEveryKey()
    {
        foreach (var path in KeysOf(Schema, ""))
        {
            var node = path.Split('/')
                .Aggregate(Schema, static (at, key) => Properties(at)[key] ?? new JsonObject());
            Assert.True(node["description"]?.GetValue<string>().Length > 8, path);
        }
    }

    [Fact]
    public void Documentation_NamesEveryKey()
    {
        var text = File.ReadAllText(Path.Combine(Base, "configuration.md"));

        Assert.All(
            KeysOf(KnownKeys.Root, ""),
            path => Assert.Contains(path.Split('/')[^1], text, StringComparison.Ordinal));
    }

    [Fact]
    public void Schema_FitsEveryGoodFile()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Base, "good"), "*.yaml"))
        {
            Assert.True(YamlTree.Read(File.ReadAllText(file)).Try(out var tree, out _));
            Assert.Equal([], Misfits(tree, Schema, Path.GetFileName(file)));
        }
    }

    [Theory]
    [InlineData("version: 2\nsites: []")]
    [InlineData("version: 1\nsites: []\nlimit: {}")]
    [InlineData("version: 1")]
    [InlineData("version: 1\nsites: [{ id: A, hosts: [a], origins: ['http://a'] }]")]
    [InlineData("version: 1\nsites: [{ id: a, hosts: [a], origins: ['http://a'], rules: [{ id: a }] }]")]
    [InlineData("version: 1\nsites: []\nprivacy: {}")]
    public void Comparison_SeesWhatDoesNotFit(string text)
    {
        Assert.True(YamlTree.Read(text).Try(out var tree, out _));
        Assert.NotEmpty(Misfits(tree, Schema, ""));
    }

    [Fact]
    public void Sample_HasNoProblem()
    {
        var reading = ConfigurationReader.Read(
            File.ReadAllText(Path.Combine(Base, "sample.yaml")), "weir.yaml", Base, new SteppedTime());

        Assert.Empty(reading.Problems.Select(static p => p.Render("weir.yaml")));
    }

    private static IEnumerable<string> KeysOf(Shape shape, string path) =>
        shape.Keys
            .SelectMany(k => (k.Inner is { } inner ? KeysOf(inner, $"{path}{k.Name}/") : [])
                .Prepend(path + k.Name))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> KeysOf(JsonNode schema, string path) =>
        Properties(schema)
            .SelectMany(p => KeysOf(p.Value ?? new JsonObject(), $"{path}{p.Key}/").Prepend(path + p.Key))
            .Order(StringComparer.Ordinal);

    private static JsonObject Properties(JsonNode schema) =>
        schema["properties"] as JsonObject ?? schema["items"]?["properties"] as JsonObject ?? [];

    private static IEnumerable<string> Misfits(YamlValue value, JsonNode schema, string path)
    {
        if (schema["not"] is not null)
        {
            return [$"{path}: not allowed"];
        }

        return value switch
        {
            YamlMap map => map.Entries.SelectMany(e => Properties(schema)[e.Key] is { } inner
                    ? Misfits(e.Value, inner, $"{path}.{e.Key}")
                    : [$"{path}: unknown {e.Key}"])
                .Concat((schema["required"] as JsonArray ?? []).Select(static r => r?.GetValue<string>())
                    .Where(r => map.Entries.All(e => e.Key != r)).Select(r => $"{path}: without {r}")),
            YamlList list => list.Items
                .SelectMany((item, i) => Misfits(item, schema["items"] ?? new JsonObject(), $"{path}[{i}]"))
                .Concat(list.Items.Length > (schema["maxItems"]?.GetValue<int>() ?? int.MaxValue)
                    ? [$"{path}: too many"]
                    : []),
            YamlText text => Text(text.Text, schema, path),
            _ => [$"{path}: {value.Found}"],
        };
    }

    private static IEnumerable<string> Text(string text, JsonNode schema, string path)
    {
        var allowed = schema["enum"] as JsonArray
            ?? (schema["const"] is { } only ? [only.DeepClone()] : null);
        if (allowed is not null && allowed.All(a => a?.ToString() != text))
        {
            yield return $"{path}: {text} is not one of them";
        }

        if (schema["pattern"] is { } pattern
            && !System.Text.RegularExpressions.Regex.IsMatch(text, pattern.GetValue<string>()))
        {
            yield return $"{path}: {text} does not match";
        }
    }
}
