using System.Text;
using Weir.Decisions.Features;
using Weir.Decisions.Language.Fields;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Heuristics;
using Weir.Decisions.Signals.Windows;

namespace Weir.Decisions.Tests.Features;

/// <summary>
/// The text of <c>docs/features.md</c>, from the shipped set, the catalogue and the heuristics.
/// </summary>
internal static class FeatureDocument
{
    private const string Head = """
        # Features, signals and heuristics

        Made from the code by a test: do not change it by hand. `WEIR_UPDATE_DOCS=1 ./test Decisions` writes
        it anew.

        ## Features

        What the shipped model reads of a request. Each is one line of
        `src/Weir.Decisions/Features/shipped.features`: adding one needs a line, training and a release,
        and no new program. A value that could not be worked out is missing, which is not zero.


        """;

    private const string Signals = """

        ## Signals

        What expressions of features and rules may read besides the request itself. A signal that this place
        cannot see - TLS on a plain connection, HTTP/2 over HTTP/1 - is missing, and so is every comparison
        with it.


        """;

    private const string Windows = """

        ## Windows

        What the node remembers of a request's keys: its address, its /24 or /64, its TLS fingerprint, its
        user agent. Edge-made answers are not counted.


        """;

    private const string Heuristics = """

        ## Heuristics

        Facts that decide by themselves: the score is 1, its source `heuristic`. A TLS stack that is not the
        browser's is never enough, because people behind inspecting proxies have one.


        """;

    public static string Text(FeatureSet set)
    {
        var text = new StringBuilder(Head);
        text.Append("| feature | type | expression | meaning |\n|---|---|---|---|\n");
        foreach (var feature in set.Features)
        {
            var meaning = string.Join(' ', feature.Reads.Select(Sentence));
            text.Append($"| `{feature.Name}` | {FeatureTypeNames.Of(feature.Type)} ")
                .Append($"| `{feature.Definition.Expression}` | {meaning} |\n");
        }

        text.Append(Signals).Append("| signal | type | meaning |\n|---|---|---|\n");
        foreach (var field in RequestFields.Families.ToArray().SelectMany(family => family.Fields))
        {
            text.Append($"| `{field.Name}` | {Type(field.Type)} | {field.Description} |\n");
        }

        text.Append(Windows).Append("| window | meaning |\n|---|---|\n");
        foreach (var field in WindowFields.Fields)
        {
            text.Append($"| `{field.Name}` | {Sentence(field)} |\n");
        }

        text.Append(Heuristics).Append("| id | holds where |\n|---|---|\n");
        foreach (var heuristic in HeuristicTable.All)
        {
            text.Append($"| `{heuristic.Id}` | {heuristic.Description} |\n");
        }

        return text.ToString();
    }

    private static string Sentence(Field field)
    {
        var text = char.ToUpperInvariant(field.Description[0]) + field.Description[1..];
        return text.EndsWith('.') ? text : text + ".";
    }

    private static string Type(FieldType type) => type switch
    {
        FieldType.Bool => "condition",
        FieldType.Number => "number",
        FieldType.Text => "text",
        FieldType.Address => "address",
        FieldType.Unset => "",
        _ => "",
    };
}
