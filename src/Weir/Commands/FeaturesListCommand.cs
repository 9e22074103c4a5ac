using System.Text.Json.Nodes;
using Weir.Decisions.Features;

namespace Weir.Cli.Commands;

/// <summary>
/// <c>weir features list</c>: the features that come with the program, as they are defined.
/// </summary>
public static class FeaturesListCommand
{
    public static int Run(bool json, Terminal terminal)
    {
        if (!ShippedFeatures.Read().Try(out var definitions, out var refusal))
        {
            terminal.Error.WriteLine($"{terminal.ErrorPaint.Bad("weir features list")}: {refusal}");
            return ExitCode.Failed;
        }

        if (json)
        {
            terminal.Output.WriteLine(new JsonArray([.. definitions.Select(Json)]).ToJsonString());
            return ExitCode.Done;
        }

        var width = definitions.Max(static d => d.Name.Length);
        foreach (var definition in definitions)
        {
            terminal.Output.WriteLine(
                $"{definition.Name.PadRight(width)}  {FeatureTypeNames.Of(definition.Type),-8}  "
                + $"{terminal.OutputPaint.Quiet(definition.Expression)}");
        }

        return ExitCode.Done;
    }

    private static JsonObject Json(FeatureDefinition definition) => new()
    {
        ["name"] = definition.Name,
        ["type"] = FeatureTypeNames.Of(definition.Type),
        ["expression"] = definition.Expression,
    };
}
