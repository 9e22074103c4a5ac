using System.Globalization;
using System.Text.Json;
using Weir.Releases;

namespace Weir.Cli.Commands.Running;

/// <summary><c>weir hold</c>: a layer takes nothing for a while. Local, and needs no key.</summary>
internal static class HoldCommand
{
    public static Task<int> HoldAsync(
        NodeSpeaker node, Layer layer, TimeSpan duration, CancellationToken stop) =>
        node.DoAsync(
            HttpMethod.Post, "/api/hold",
            AdminCall.Json(string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"layer":"{{layer.Name()}}","seconds":{{(long)duration.TotalSeconds}}}""")),
            stop);

    public static Task<int> ReleaseAsync(NodeSpeaker node, Layer layer, CancellationToken stop) =>
        node.DoAsync(HttpMethod.Delete, $"/api/hold/{layer.Name()}", null, stop);

    /// <param name="node">To ask.</param>
    /// <param name="json">Whether a program reads: it gets the holds alone.</param>
    /// <param name="stop">Gives up.</param>
    public static Task<int> ListAsync(NodeSpeaker node, bool json, CancellationToken stop) =>
        node.AskAsync(HttpMethod.Get, "/api/status", null, status => Tell(status, json, node.Terminal), stop);

    private static void Tell(JsonElement status, bool json, Terminal terminal)
    {
        var holds = status.Items("holds").ToList();
        if (json)
        {
            terminal.Output.WriteLine($"[{string.Join(',', holds.Select(static h => h.GetRawText()))}]");
            return;
        }

        var sheet = new Sheet("LAYER", "UNTIL", "BY", "WHY");
        foreach (var hold in holds)
        {
            sheet.Add(hold.Text("layer"), hold.Text("until"), hold.Text("by"), hold.Text("why"));
        }

        if (sheet.IsEmpty)
        {
            terminal.Output.WriteLine("Nothing is held: every layer takes releases.");
            return;
        }

        sheet.Write(terminal);
    }
}
