using System.Text.Json;

namespace Weir.Cli.Commands.Running;

/// <summary>One array of <c>/api/status</c>: a table for a person, the array alone for a program.</summary>
/// <param name="Member">Of the status, such as <c>holds</c>.</param>
/// <param name="Columns">Members of each item; their names are the headings.</param>
/// <param name="Nothing">What an empty one means.</param>
internal sealed record StatusList(string Member, string[] Columns, string Nothing)
{
    /// <param name="node">To ask; speaks to a person.</param>
    /// <param name="json">Whether a program reads.</param>
    /// <param name="stop">Gives up.</param>
    public Task<int> TellAsync(NodeSpeaker node, bool json, CancellationToken stop) =>
        node.AskAsync(
            HttpMethod.Get, "/api/status", null, status => Tell(status, json, node.Terminal), stop);

    private void Tell(JsonElement status, bool json, Terminal terminal)
    {
        var items = status.Items(Member).ToList();
        if (json)
        {
            terminal.Output.WriteLine($"[{string.Join(',', items.Select(static i => i.GetRawText()))}]");
            return;
        }

        if (items.Count == 0)
        {
            terminal.Output.WriteLine(Nothing);
            return;
        }

        var sheet = new Sheet([.. Columns.Select(static c => c.ToUpperInvariant())]);
        foreach (var item in items)
        {
            sheet.Add([.. Columns.Select(column => item.Text(column))]);
        }

        sheet.Write(terminal);
    }
}
