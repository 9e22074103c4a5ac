namespace Weir.Releases;

/// <summary>What a release changes; each layer has its own sequence of numbers.</summary>
public enum Layer
{
    Unset = 0,

    /// <summary>Feature set, trees, calibration, probe set.</summary>
    Model,

    /// <summary>What traffic said of fingerprints and networks.</summary>
    Signals,

    /// <summary>Verified bots, ranges, network classes.</summary>
    Lists,

    /// <summary>Sites, rules, thresholds, switches.</summary>
    Policy,
}

/// <summary>The names of layers in files, headers and JSON.</summary>
public static class LayerNames
{
    public static ReadOnlySpan<Layer> All => [Layer.Model, Layer.Signals, Layer.Lists, Layer.Policy];

    public static string Name(this Layer layer) => layer switch
    {
        Layer.Model => "model",
        Layer.Signals => "signals",
        Layer.Lists => "lists",
        Layer.Policy => "policy",
        Layer.Unset => "unset",
        _ => "unset",
    };

    /// <summary>What runs of a layer that has no release, for people.</summary>
    public static string Unreleased(this Layer layer) => layer == Layer.Model ? "embedded" : "none";

    /// <returns>Unset for anything else.</returns>
    public static Layer Read(ReadOnlySpan<char> name)
    {
        foreach (var layer in All)
        {
            if (name.SequenceEqual(layer.Name()))
            {
                return layer;
            }
        }

        return Layer.Unset;
    }
}
