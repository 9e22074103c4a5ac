using Weir.Decisions.Features;
using Weir.Decisions.Signals.Catalogue;

namespace Weir.Decisions.Tests.Features;

public sealed class FeatureDocumentTests
{
    /// <summary>With <c>WEIR_UPDATE_DOCS=1</c> this writes the page instead.</summary>
    [Fact]
    public void Document_OfFeatures_IsWhatTheCodeSays()
    {
        Assert.True(ShippedFeatures.Read().Try(out var definitions, out var error), error.ToString());
        var set = new FeatureSet(RequestFields.All.Catalogue);
        Assert.True(set.AppendWithNames(definitions.AsSpan()).Try(out _, out error), error.ToString());
        var text = FeatureDocument.Text(set);
        var path = Path.Combine(Repository(), "docs", "features.md");
        if (Environment.GetEnvironmentVariable("WEIR_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path) == text,
            "docs/features.md is stale: WEIR_UPDATE_DOCS=1 ./test Decisions writes it anew");
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Weir.slnx")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return folder.FullName;
    }
}
