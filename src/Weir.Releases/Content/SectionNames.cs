namespace Weir.Releases.Content;

/// <summary>The sections of each layer, and which of them there must be.</summary>
internal static class SectionNames
{
    public const string Features = "features";
    public const string Trees = "trees";
    public const string Probes = "probes";
    public const string Expected = "expected";
    public const string Traffic = "traffic";
    public const string Counts = "counts";
    public const string Sites = "sites";

    /// <summary>
    /// All of them are needed and no other is known; null for a layer that is not built yet.
    /// </summary>
    public static string[]? Of(Layer layer) => layer switch
    {
        Layer.Model => [Features, Trees, Probes, Expected],
        Layer.Signals => [Features, Traffic, Counts],
        Layer.Policy => [Sites],
        Layer.Lists => null,
        Layer.Unset => null,
        _ => null,
    };
}
