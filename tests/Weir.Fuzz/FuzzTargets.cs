using Weir.Fuzz.Targets;

namespace Weir.Fuzz;

/// <summary>
/// Every target there is. A new one is a class and a line here, and a folder of small inputs.
/// </summary>
public static class FuzzTargets
{
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new HelloTarget(), new HpackTarget(), new Http2Target(), new HeadersTarget(),
        new ModelSectionTarget(),
        new LightGbmTarget(), new RequestTarget(), new LanguageTarget(), new BundleTarget(),
        new EventsTarget(), new ContentTarget(),
    ];

    /// <summary>The committed inputs of a target, beside the assembly, in a fixed order.</summary>
    public static IReadOnlyList<byte[]> Seeds(IFuzzTarget target)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "corpus", target.Name);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
        Array.Sort(files, StringComparer.Ordinal);
        return [.. files.Select(File.ReadAllBytes)];
    }
}
