using System.Text.Json;
using Weir.Decisions.Features;
using Xunit;

namespace Weir.Cli.Tests;

public sealed class FeaturesListTests
{
    [Fact]
    public async Task Text_IsALineForEachFeature()
    {
        var run = await Run.Weir("features list --from shipped");

        Assert.Equal((0, ""), (run.Code, run.Error));
        const StringSplitOptions clean =
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var lines = run.Output.Split('\n', clean);
        Assert.Equal(
            Shipped().Select(static d => $"{d.Name} {FeatureTypeNames.Of(d.Type)} {d.Expression}"),
            lines.Select(static line => string.Join(' ', line.Split(' ', 3, clean))));
    }

    [Fact]
    public async Task Json_IsOneArray()
    {
        var run = await Run.Weir("features list --from shipped --json");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(
            Shipped().Select(static d => (d.Name, FeatureTypeNames.Of(d.Type), d.Expression)),
            JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Select(static f => (
                f.GetProperty("name").GetString() ?? "", f.GetProperty("type").GetString() ?? "",
                f.GetProperty("expression").GetString() ?? "")));
    }

    private static FeatureDefinition[] Shipped()
    {
        Assert.True(ShippedFeatures.Read().Try(out var definitions, out var refusal), $"{refusal}");
        return [.. definitions];
    }
}
