namespace Weir.Decisions.Features;

/// <summary>What a feature's values are.</summary>
public enum FeatureType
{
    Unset = 0,

    /// <summary>A number, 32 bits in the vector.</summary>
    F32,

    /// <summary>1 or 0.</summary>
    Bool,

    /// <summary>
    /// A whole number that stands for a name: models split on sets of them, never on their order.
    /// </summary>
    Category,
}

/// <summary>A feature as it is written; nothing about it has been checked.</summary>
public readonly record struct FeatureDefinition(string Name, FeatureType Type, string Expression);

public static class FeatureTypeNames
{
    public static string Of(FeatureType type) => type switch
    {
        FeatureType.F32 => "f32",
        FeatureType.Bool => "bool",
        FeatureType.Category => "category",
        FeatureType.Unset => "unset",
        _ => "unset",
    };

    /// <returns>Unset where nothing is called so.</returns>
    public static FeatureType Find(ReadOnlySpan<char> name) => name switch
    {
        "f32" => FeatureType.F32,
        "bool" => FeatureType.Bool,
        "category" => FeatureType.Category,
        _ => FeatureType.Unset,
    };
}
