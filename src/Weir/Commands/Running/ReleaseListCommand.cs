using System.Text.Json;
using Weir.Decisions;
using Weir.Releases;

namespace Weir.Cli.Commands.Running;

/// <summary><c>weir release list</c>: what runs, what is proven, what came and why it was refused.</summary>
internal static class ReleaseListCommand
{
    private const int ShownOfEach = 20;

    public static Task<int> RunAsync(NodeSpeaker node, CancellationToken stop) =>
        node.AskAsync(HttpMethod.Get, "/api/releases", null,
            answer => Tell(answer, node.DataFolder, node.Terminal), stop);

    private static void Tell(JsonElement answer, string dataFolder, Terminal terminal)
    {
        var output = terminal.Output;
        output.WriteLine($"active     {Numbers(answer, "active")}");
        foreach (var (proven, i) in answer.Items("proven").Select(static (p, i) => (p, i)))
        {
            output.WriteLine(
                $"{(i == 0 ? "proven" : ""),-10} {Numbers(proven)}  {Shown.Of(proven.Text("at"))}");
        }

        if (answer.Members("candidate").Any())
        {
            var candidate = answer.GetProperty("candidate");
            var layer = candidate.Text("layer");
            output.WriteLine(Shown.Of(
                $"candidate  {layer} {Runs(LayerNames.Read(layer), candidate.Number("number"))} since "
                + $"{candidate.Text("since")}: proven after {Limits.ProvenAfter.TotalSeconds:0} s and "
                + $"{candidate.Number("requests")} of {candidate.Number("needs")} requests, or after "
                + $"{Limits.ProvenAnyway.TotalMinutes:0} minutes"));
        }

        foreach (var waiting in answer.Members("waiting"))
        {
            output.WriteLine(Shown.Of($"waiting    {waiting.Name} {waiting.Value.GetRawText()}"));
        }

        Section(terminal, answer.Items("refusals"), "refused",
            ["AT", "LAYER", "NUMBER", "WHY", "HASH", "DETAIL"],
            static r => [r.Text("at"), r.Text("layer"), Number(r), Why(r), Hash(r), r.Text("detail")]);
        if (answer.Items("refusals").Any(static r => r.Text("hash").Length > 0))
        {
            var file = Path.Combine(dataFolder, "refused", "HASH.weir");
            output.WriteLine(terminal.OutputPaint.Quiet(
                $"What one of the last {Limits.RefusedBundles} holds: weir release inspect "
                + Shown.Of(file)));
        }

        Section(terminal, answer.Items("quarantine"), "quarantined sections", ["HASH", "AT", "WHY"],
            static q => [q.Text("hash"), q.Text("at"), q.Text("why")]);
        Section(terminal, answer.Items("history"), "history", ["AT", "WHAT", "LAYER", "NUMBER", "DETAIL"],
            static e => [e.Text("at"), e.Text("kind"), e.Text("layer"), Number(e), e.Text("detail")]);
    }

    private static void Section(
        Terminal terminal, IEnumerable<JsonElement> items, string name, string[] columns,
        Func<JsonElement, string[]> cells)
    {
        var all = items.ToList();
        if (all.Count == 0)
        {
            return;
        }

        terminal.Output.WriteLine();
        terminal.Output.WriteLine(terminal.OutputPaint.Heading(
            all.Count <= ShownOfEach ? name : $"{name}, the newest {ShownOfEach} of {all.Count}"));
        var sheet = new Sheet(columns);
        foreach (var item in all.Take(ShownOfEach))
        {
            sheet.Add(cells(item));
        }

        sheet.Write(terminal);
    }

    /// <summary>A node of another version may tell none.</summary>
    private static string Hash(JsonElement refusal) =>
        refusal.Text("hash") is { Length: > 0 } hash ? hash : "-";

    private static string Why(JsonElement refusal) =>
        refusal.Text("gate") is { Length: > 0 } gate && !AdminProblem.IsNamed(gate, refusal.Text("reason"))
        ? $"{gate}: {refusal.Text("reason")}"
        : refusal.Text("reason");

    private static string Number(JsonElement item) =>
        item.Number("number") is > 0 and var number ? $"{number}" : "-";

    private static string Numbers(JsonElement answer, string name) =>
        answer.Members(name).Any() ? Numbers(answer.GetProperty(name)) : "nothing";

    /// <summary>By layer; a layer without a number runs on what the program brings.</summary>
    private static string Numbers(JsonElement tuple)
    {
        var parts = new List<string>();
        foreach (var layer in LayerNames.All)
        {
            parts.Add($"{layer.Name()} {Runs(layer, tuple.Number(layer.Name()))}");
        }

        return string.Join(", ", parts);
    }

    private static string Runs(Layer layer, long number) => number > 0 ? $"{number}" : layer.Unreleased();
}
