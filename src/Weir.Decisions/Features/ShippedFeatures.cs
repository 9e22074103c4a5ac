using System.Collections.Immutable;

namespace Weir.Decisions.Features;

/// <summary>The definitions that come with the program, from <c>shipped.features</c>.</summary>
public static class ShippedFeatures
{
    private const string Resource = "Weir.Decisions.Features.shipped.features";

    /// <summary>The file as it is in the repository.</summary>
    public static string Text { get; } = ReadText();

    /// <summary>Read anew each time; fails only where the program was built from a broken file.</summary>
    public static Outcome<ImmutableArray<FeatureDefinition>, FeatureRefusal> Read() => FeatureFile.Read(Text);

    private static string ReadText()
    {
        using var stream = typeof(ShippedFeatures).Assembly.GetManifestResourceStream(Resource);
        if (stream is null)
        {
            return "";
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
