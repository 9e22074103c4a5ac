using System.Collections.Immutable;
using System.Reflection;

namespace Weir.Cli.SampleSite;

/// <summary>The files under <c>Content/</c>, which travel inside the program.</summary>
internal static class EmbeddedContent
{
    private const string Root = "site/";

    private static readonly Assembly Program = typeof(EmbeddedContent).Assembly;

    /// <summary>Names below a folder, such as <c>pages/about.html</c>, in order.</summary>
    public static ImmutableArray<string> Names(string folder) =>
    [
        .. Program.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root + folder, StringComparison.Ordinal))
            .Select(name => name[Root.Length..])
            .Order(StringComparer.Ordinal),
    ];

    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    public static byte[] Bytes(string name)
    {
        using var stream = Open(name);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Stream Open(string name) =>
        Program.GetManifestResourceStream(Root + name)
        ?? throw new ArgumentException($"There is no embedded file {name}.", nameof(name));
}
