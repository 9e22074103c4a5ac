using System.Globalization;
using System.Text;
using Weir.Decisions;
using Weir.Releases.Format;
using static Weir.Releases.RefusalReason;
using static Weir.Releases.Tests.Making.Made;

namespace Weir.Releases.Tests.Making;

/// <summary>
/// Signals that are signed by the right key and wrong all the same: among them the feature file of
/// 18 November 2025, in which every row was there twice.
/// </summary>
internal static class SignalFaults
{
    private static readonly string Measured =
        ContentDraft.Measured.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private const string Ja4 = "t12d190800_d83cc789557e_7af1ed941c26";

    private static readonly (string Name, string Columns, RefusalReason Reason)[] ColumnTexts =
    [
        ("every-feature-twice", ContentDraft.Columns + ContentDraft.Columns, DuplicateFeature),
        ("duplicates-past-200", Repeated(ContentDraft.Columns, 70), DuplicateFeature),
        ("features-201", Many(Limits.Features + 1), TooManyFeatures),
        ("columns-100000-all-twice", Many(50_000) + Many(50_000), TooManyFeatures),
        ("feature-missing", Column("os\tcategory\t1\n", ""), ModelInputMismatch),
        ("feature-unknown", ContentDraft.Columns + "more\tf32\t0\n", ModelInputMismatch),
        ("feature-of-another-name", Column("cookie", "cookies"), ModelInputMismatch),
        ("feature-of-another-type", Column("bool", "f32"), ModelInputMismatch),
        ("feature-of-type-unset", Column("bool", "unset"), BadFeature),
        ("feature-of-no-type", Column("bool", "text"), BadFeature),
        ("features-in-another-order", "cookie\tbool\t0.25\nheaders\tf32\t0\nos\tcategory\t1\n",
            ModelInputMismatch),
        ("features-empty", "", ModelInputMismatch),
        ("share-nan", Column("0.25", "NaN"), BadFeature),
        ("share-infinite", Column("0.25", "Infinity"), BadFeature),
        ("share-over-1", Column("0.25", "1.5"), BadFeature),
        ("share-negative", Column("0.25", "-0.25"), BadFeature),
        ("share-written-otherwise", Column("0.25", "0.250"), BadFeature),
        ("share-empty", Column("0.25", ""), BadFeature),
        ("feature-of-two-fields", Column("\t0.25", ""), BadFeature),
        ("feature-of-four-fields", Column("0.25", "0.25\t0"), BadFeature),
        ("features-without-end", ContentDraft.Columns[..^1], BadFeature),
    ];

    private static readonly (string Name, string Old, string New)[] TrafficEdits =
    [
        ("measured-no-number", Measured, "soon"),
        ("measured-after-the-year-9999", Measured, "253402300800"),
        ("ja4-twice", "t13d1516h2_8daaf6152771_02713d6af862", Ja4),
        ("ja4-empty", Ja4, ""),
        ("ja4-long", Ja4, new string('t', 65)),
        ("ja4-with-a-space", Ja4, "t12d190800 d83cc789557e"),
        ("requests-nan", "1200.5", "NaN"),
        ("requests-infinite", "1200.5", "Infinity"),
        ("requests-negative", "1200.5", "-1"),
        ("requests-over-limit", "1200.5", "2E+15"),
        ("requests-no-number", "1200.5", "many"),
        ("requests-with-a-tail", "1200.5", "1200.5x"),
        ("ratio-nan", "0.975", "NaN"),
        ("ratio-over-1", "0.975", "1.01"),
        ("ratio-negative", "0.975", "-0.5"),
        ("ratio-written-otherwise", "0.975", "0.9750"),
        ("rank-negative", "\t1\t1\n", "\t1\t-1\n"),
        ("rank-65537", "\t1\t1\n", "\t1\t65537\n"),
        ("rank-2-to-63", "\t1\t1\n", "\t1\t9223372036854775808\n"),
        ("rank-with-a-tail", "\t1\t1\n", "\t1\t1x\n"),
        ("row-of-eight-fields", "\t1\t1\n", "\t1\n"),
        ("row-of-ten-fields", "\t1\t1\n", "\t1\t1\t1\n"),
        ("row-empty", "\t1\t1\n", "\t1\t1\n\n"),
    ];

    public static IEnumerable<Made> All()
    {
        foreach (var (name, columns, reason) in ColumnTexts)
        {
            yield return Of(name, ContentDraft.Signals.With("features", columns), reason);
        }

        foreach (var (name, old, by) in TrafficEdits)
        {
            yield return Bad(name, "traffic", Replaced(ContentDraft.Traffic, old, by));
        }

        yield return Bad("traffic-empty", "traffic", "");
        yield return Bad("traffic-without-end", "traffic", ContentDraft.Traffic[..^1]);
        yield return Bad("traffic-no-ascii", "traffic", Replaced(ContentDraft.Traffic, Ja4, "t\u00FC"));
        yield return Of("measured-at-0", ContentDraft.Signals.With("traffic", "0\n").With("counts", ""),
            BadSignals);
        yield return Of("measured-ahead",
            ContentDraft.Signals with { Created = ContentDraft.Measured.AddMinutes(-1).AddSeconds(-1) },
            BadSignals);
        yield return Of("measured-long-before",
            ContentDraft.Signals with { Created = ContentDraft.Measured + Limits.TrafficGone },
            Expired);
        yield return Of("needs-fewer-features",
            ContentDraft.Signals with { Needs = new ReleaseNeeds(2, 0, 2) }, NeedsMore);
        yield return Of("needs-fewer-rows",
            ContentDraft.Signals with { Needs = new ReleaseNeeds(3, 0, 1) }, NeedsMore);
        foreach (var made in Counts())
        {
            yield return made;
        }
    }

    /// <summary>Too large for a file: one row more than a node holds.</summary>
    public static Made Oversized()
    {
        var text = new StringBuilder($"{ContentDraft.Measured.ToUnixTimeSeconds()}\n");
        for (var i = 0; i <= Limits.SignalRows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"t{i}\t1\t1\t0\t0\t0\t0\t0\t1\n");
        }

        return Of("rows-65537", ContentDraft.Signals.With("traffic", text.ToString()) with
        {
            Needs = new ReleaseNeeds(3, 0, Limits.SignalRows),
        }, BadSignals);
    }

    private static IEnumerable<Made> Counts()
    {
        var last = ContentDraft.LastMinute;
        yield return Bad("minute-twice", "counts", $"{last - 1}\t1\n{last - 1}\t1\n");
        yield return Bad("minutes-not-in-order", "counts", $"{last - 1}\t1\n{last - 2}\t1\n");
        yield return Bad("minute-after-the-hour", "counts", $"{last}\t1\n");
        yield return Bad("minute-before-the-hour", "counts", $"{last - 61}\t1\n");
        yield return Bad("minute-2-to-63-less-1", "counts", "9223372036854775807\t1\n");
        yield return Bad("rows-negative", "counts", $"{last - 1}\t-1\n");
        yield return Bad("rows-2-to-63-less-1", "counts", $"{last - 1}\t9223372036854775807\n");
        yield return Bad("rows-with-a-zero-before", "counts", $"{last - 1}\t01\n");
        yield return Bad("count-of-one-field", "counts", $"{last - 1}\n");
        yield return Bad("count-of-three-fields", "counts", $"{last - 1}\t1\t1\n");
        yield return Bad("counts-without-end", "counts", $"{last - 1}\t1");
    }

    private static Made Of(string name, Draft draft, RefusalReason reason) =>
        AtValidate($"signals-{name}", draft, reason);

    private static Made Bad(string name, string section, string text) =>
        Of(name, ContentDraft.Signals.With(section, text), BadSignals);

    private static string Column(string old, string by) => Replaced(ContentDraft.Columns, old, by);

    private static string Many(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(static i => $"f{i}\tf32\t0\n"));

    private static string Repeated(string text, int times) =>
        string.Concat(Enumerable.Repeat(text, times));
}
