using System.Buffers.Binary;
using System.Text;
using Weir.Decisions;
using Weir.Releases.Format;
using static Weir.Releases.RefusalReason;
using static Weir.Releases.Tests.Making.Made;

namespace Weir.Releases.Tests.Making;

/// <summary>Model releases that are signed by the right key and hold what no node may run.</summary>
internal static class ModelFaults
{
    // Where things lie in the trees of the small model: see ModelSection.
    private const int Version = 8;
    private const int FeatureCount = 12;
    private const int PointCount = 16;
    private const int TreeCount = 20;
    private const int Names = 24;
    private const int Points = 42;
    private const int Tree = 74;
    private const int First = 78;
    private const int Second = 101;
    private const int Leaves = 124;
    private const int Sets = 148;
    private const int Rule = 2;
    private const int Left = 3;
    private const int Right = 5;
    private const int Threshold = 7;
    private const int Expectation = 15;

    private static readonly (string Name, string Features, RefusalReason Reason)[] FeatureTexts =
    [
        ("feature-twice", ContentDraft.Features + "headers f32 headers.count\n", DuplicateFeature),
        ("every-feature-twice", ContentDraft.Features + ContentDraft.Features, DuplicateFeature),
        ("feature-of-no-signal", Edited("headers.count", "headers.nothing"), UnknownFeature),
        ("feature-of-another-type", Edited("headers f32", "headers bool"), BadFeature),
        ("feature-of-no-type", Edited("f32", "f64"), BadFeature),
        ("feature-without-expression", Edited(" headers.count", ""), BadFeature),
        ("feature-does-not-compile", Edited("headers.count", "(headers.count"), BadFeature),
        ("feature-too-deep", Edited("headers.count",
            new string('(', Limits.ExpressionDepth + 1) + "headers.count"
            + new string(')', Limits.ExpressionDepth + 1)), BadFeature),
        ("patterns-too-many", Patterns(Limits.FeaturePatterns + 1), BadFeature),
        ("feature-name-capital", Edited("headers f32", "Headers f32"), BadFeature),
        ("feature-name-long", Edited("headers f32", new string('h', 129) + " f32"), BadFeature),
        ("features-empty", "", ModelInputMismatch),
        ("features-in-another-order",
            "cookie bool headers.cookie\nheaders f32 headers.count\nos category agent.os_code\n",
            ModelInputMismatch),
        ("feature-too-few", Edited("os category agent.os_code\n", ""), ModelInputMismatch),
        ("feature-too-many", ContentDraft.Features + "more f32 headers.count\n", ModelInputMismatch),
        ("features-with-a-comment", "# why\n" + ContentDraft.Features, BadFeature),
        ("features-with-a-space", Edited("headers f32", "headers  f32"), BadFeature),
        ("features-without-end", ContentDraft.Features[..^1], BadFeature),
        ("features-201", Many(Limits.Features + 1), TooManyFeatures),
        ("features-100000", Many(100_000), TooManyFeatures),
    ];

    private static readonly (string Name, int At, byte[] Bytes)[] TreeBytes =
    [
        ("trees-wrong-magic", 0, "WEIRWOOD"u8.ToArray()),
        ("trees-version-2", Version, [2, 0]),
        ("trees-features-201", FeatureCount, Int32(Limits.Features + 1)),
        ("trees-features-4-gib", FeatureCount, [255, 255, 255, 255]),
        ("trees-points-0", PointCount, Int32(0)),
        ("trees-points-4-gib", PointCount, [255, 255, 255, 255]),
        ("trees-none", TreeCount, Int32(0)),
        ("trees-4097", TreeCount, Int32(Limits.Trees + 1)),
        ("trees-name-control", Names + 1, [7]),
        ("trees-point-nan", Points, Number(double.NaN)),
        ("trees-point-infinite", Points, Number(double.NegativeInfinity)),
        ("trees-points-not-sorted", Points, Number(2)),
        ("trees-score-falls", Points + 8, Number(99.5)),
        ("trees-score-0", Points + 8, Number(0)),
        ("trees-no-leaf", Tree, [0, 0]),
        ("trees-leaves-65535", Tree, [255, 255]),
        ("trees-feature-out-of-range", First, [3, 0]),
        ("trees-rule-unknown", First + Rule, [255]),
        ("trees-child-out-of-range", First + Left, [2, 0]),
        ("trees-child-far-out-of-range", First + Left, [255, 127]),
        ("trees-leaf-out-of-range", First + Right, [252, 255]),
        ("trees-child-of-itself", First + Left, [0, 0]),
        ("trees-cyclic", Second + Left, [0, 0]),
        ("trees-split-reached-twice", First + Right, [1, 0]),
        ("trees-leaf-reached-twice", Second + Right, [255, 255]),
        ("trees-split-unreachable", First + Left, [254, 255]),
        ("trees-threshold-nan", First + Threshold, Number(double.NaN)),
        ("trees-expectation-nan", First + Expectation, Number(double.NaN)),
        ("trees-expectation-infinite", First + Expectation, Number(double.PositiveInfinity)),
        ("trees-category-out-of-range", Second + Threshold, Number(1)),
        ("trees-leaf-nan", Leaves, Number(double.NaN)),
        ("trees-leaf-infinite", Leaves, Number(double.PositiveInfinity)),
        ("trees-set-of-65535-words", Sets, [255, 255]),
    ];

    public static IEnumerable<Made> All()
    {
        foreach (var (name, features, reason) in FeatureTexts)
        {
            yield return Faulty($"model-{name}", "features", Encoding.UTF8.GetBytes(features), reason);
        }

        byte[] noUtf8 = [.. Encoding.UTF8.GetBytes(ContentDraft.Features[..^1]), 0xFF, (byte)'\n'];
        yield return Faulty("model-features-no-utf8", "features", noUtf8, BadFeature);
        foreach (var (name, at, bytes) in TreeBytes)
        {
            var trees = (byte[])ContentDraft.Trees.Clone();
            bytes.CopyTo(trees, at);
            yield return Faulty($"model-{name}", "trees", trees, BadModel);
        }

        yield return Faulty("model-trees-empty", "trees", [], BadModel);
        yield return Faulty("model-trees-truncated", "trees", ContentDraft.Trees[..^1], BadModel);
        yield return Faulty("model-trees-trailing-byte", "trees", [.. ContentDraft.Trees, 0], BadModel);
        yield return Faulty("model-trees-are-zeros", "trees", new byte[256], BadModel);
        yield return AtValidate("model-needs-fewer-features",
            ContentDraft.Model with { Needs = new ReleaseNeeds(2, 1, 0) }, NeedsMore);
        yield return AtValidate("model-needs-no-trees",
            ContentDraft.Model with { Needs = new ReleaseNeeds(3, 0, 0) }, NeedsMore);
        foreach (var made in Probes())
        {
            yield return made;
        }
    }

    private static IEnumerable<Made> Probes()
    {
        var (capture, expected) = (ContentDraft.Capture, ContentDraft.Expected);
        var lines = new string('\n', Limits.ProbeBytes);
        var request = capture.Split('\n')[1] + "\n";
        yield return Probe("probes-empty", ContentDraft.Model.With("probes", "").With("expected", ""));
        yield return Probe("probes-no-json", ContentDraft.Model.With("probes", "GET / HTTP/1.1\n"));
        yield return Probe("probes-and-no-json", ContentDraft.Model.With("probes", capture + "{}\n"));
        yield return Probe("probes-truncated", ContentDraft.Model.With("probes", capture[..^9]));
        yield return Probe("probes-of-no-connection", ContentDraft.Model.With("probes", request));
        yield return Probe("probes-too-large", ContentDraft.Model.With("probes", capture + lines));
        yield return Probe("probes-1025", ContentDraft.Model
            .With("probes", capture + Repeated(request, Limits.ProbeRequests - 1))
            .With("expected", expected + Repeated("0000000000000000\t1\n", Limits.ProbeRequests - 1)));
        (string Name, string Text)[] texts =
        [
            ("too-few", "0000000000000000\t1\n"), ("too-many", expected + "0000000000000000\t1\n"),
            ("score-0", expected.Replace("\t1\n", "\t0\n", StringComparison.Ordinal)),
            ("score-100", expected.Replace("\t1\n", "\t100\n", StringComparison.Ordinal)),
            ("score-negative", expected.Replace("\t1\n", "\t-1\n", StringComparison.Ordinal)),
            ("capitals", expected.Replace("3fe", "3FE", StringComparison.Ordinal)),
            ("short", expected.Replace("3fe0", "3fe", StringComparison.Ordinal)),
            ("no-digits", expected.Replace("3fe0", "raw ", StringComparison.Ordinal)),
            ("one-field", "0000000000000000\n0000000000000000\n"),
            ("a-third-field", expected.Replace("\t1\n", "\t1\t1\n", StringComparison.Ordinal)),
            ("without-end", expected[..^1]),
        ];
        foreach (var (name, text) in texts)
        {
            yield return Probe($"expected-{name}", ContentDraft.Model.With("expected", text));
        }
    }

    private static Made Probe(string name, Draft draft) => AtValidate($"model-{name}", draft, BadProbes);

    private static Made Faulty(string name, string section, byte[] content, RefusalReason reason) =>
        AtValidate(name, ContentDraft.Model.With(section, content), reason);

    private static string Edited(string old, string by) => Replaced(ContentDraft.Features, old, by);

    private static string Patterns(int count) => ContentDraft.Features + string.Concat(
        Enumerable.Range(0, count).Select(static i => $"f{i} bool agent.family matches \"x\"\n"));

    private static string Many(int count) => string.Concat(
        Enumerable.Range(0, count).Select(static i => $"f{i} f32 headers.count\n"));

    private static string Repeated(string text, int times) =>
        string.Concat(Enumerable.Repeat(text, times));

    private static byte[] Int32(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Number(double value)
    {
        var bytes = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return bytes;
    }
}
