using System.Text;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Releases.Format;
using Weir.Releases.Tests.Judging;

namespace Weir.Releases.Tests.Making;

/// <summary>
/// Releases whose content a node of the small model takes, signed by the right keys; with one section changed
/// it does not.
/// </summary>
internal static class ContentDraft
{
    /// <summary>The hour that the signals tell of ended so long before they were made.</summary>
    public static readonly DateTimeOffset Measured = Judge.Now.AddMinutes(-2);

    public static readonly string Capture =
        """{"k":"c","c":1,"s":false}""" + "\n"
        + """{"k":"r","c":1,"t":639312483203466406,"a":"192.0.2.7","v":"1.1","m":"GET","p":"/","h":"a."""
        + """example","o":true,"f":[["Host","a.example"],["User-Agent","curl/8.5.0"],["Accept","*/*"]]}"""
        + "\n"
        + """{"k":"r","c":1,"t":639312483213466406,"a":"192.0.2.7","v":"1.1","m":"GET","p":"/b","h":"a."""
        + """example","o":true,"f":[["Host","a.example"],["Accept","*/*"]]}""" + "\n";

    public const string Expected = "0000000000000000\t1\n3fe0000000000000\t74\n";

    public const string Columns = "headers\tf32\t0\ncookie\tbool\t0.25\nos\tcategory\t1\n";

    public static string Features { get; } = string.Concat(SmallModel.Definitions.Select(
        static d => $"{d.Name} {FeatureTypeNames.Of(d.Type)} {d.Expression}\n"));

    public static byte[] Trees { get; } = ModelSection.Write(SmallModel.Model);

    public static long LastMinute { get; } = Measured.ToUnixTimeSeconds() / 60;

    public static string Traffic { get; } =
        $"{Measured.ToUnixTimeSeconds()}\n"
        + "t13d1516h2_8daaf6152771_02713d6af862\t1200.5\t40\t1\t0\t0.975\t0.5\t1\t1\n"
        + "t12d190800_d83cc789557e_7af1ed941c26\t12\t2\t0\t1\t0\t1\t0.5\t2\n";

    public static string Counts { get; } = $"{LastMinute - 60}\t600\n{LastMinute - 1}\t612\n";

    public static Draft Model { get; } = new()
    {
        Layer = Layer.Model,
        Number = 8,
        Needs = new ReleaseNeeds(3, 1, 0),
        Signers = ["model"],
        Sections =
        [
            Text("features", Features), DraftSection.Of("trees", Trees), Text("probes", Capture),
            Text("expected", Expected),
        ],
    };

    public static Draft Signals { get; } = new()
    {
        Needs = new ReleaseNeeds(3, 0, 2),
        Sections = [Text("features", Columns), Text("traffic", Traffic), Text("counts", Counts)],
    };

    public static Draft Policy { get; } = new()
    {
        Layer = Layer.Policy,
        Number = 1,
        Needs = default,
        Signers = ["policy-1", "policy-2"],
        Sections = [Text("sites", "- id: shop\n  hosts: [\"*\"]\n")],
    };

    public static DraftSection Text(string name, string text) =>
        DraftSection.Of(name, Encoding.UTF8.GetBytes(text));

    public static Draft With(this Draft draft, string name, byte[] content) => draft with
    {
        Sections = [.. draft.Sections.Select(s => s.Name == name ? DraftSection.Of(name, content) : s)],
    };

    public static Draft With(this Draft draft, string name, string text) =>
        draft.With(name, Encoding.UTF8.GetBytes(text));

    public static Draft Without(this Draft draft, string name) =>
        draft with { Sections = [.. draft.Sections.Where(s => s.Name != name)] };

    public static Draft And(this Draft draft, string name, string text) =>
        draft with { Sections = draft.Sections.Add(Text(name, text)) };
}
