using Weir.Decisions.Language.Compilation;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Features;

/// <summary>A feature that was checked and compiled; made only by <see cref="FeatureSet"/>.</summary>
public sealed class Feature
{
    private readonly CompiledNumber _compiled;

    internal Feature(FeatureDefinition definition, CompiledNumber compiled) =>
        (Definition, _compiled) = (definition, compiled);

    public FeatureDefinition Definition { get; }

    public string Name => Definition.Name;

    public FeatureType Type => Definition.Type;

    /// <summary>What its expression reads.</summary>
    public IEnumerable<Field> Reads =>
        _compiled.ReadFields.Select(place => _compiled.Catalogue.Fields[place]);

    /// <returns>NaN where it is missing. What a float cannot hold becomes the nearest that it can.</returns>
    public float Value(FieldSource source)
    {
        var value = _compiled.Evaluate(source);
        return double.IsNaN(value)
            ? float.NaN
            : (float)Math.Clamp(value, -(double)float.MaxValue, float.MaxValue);
    }
}
