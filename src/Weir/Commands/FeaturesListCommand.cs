using System.Text.Json;
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
            terminal.Output.WriteLine($"[{string.Join(',', definitions.Select(Json))}]");
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

    private static string Json(FeatureDefinition definition) =>
        $$"""{"name":"{{JsonEncodedText.Encode(definition.Name)}}","type":"{{FeatureTypeNames.Of(definition.Type)}}","""
        + $$""""expression":"{{JsonEncodedText.Encode(definition.Expression)}}"}""";
}
