using System.Text.Json;
using Weir.Cli.Commands.Keys;
using Weir.Decisions;
using Weir.Releases;

namespace Weir.Cli.Commands.Bundles;

/// <summary>The number that the next release of a layer takes, and who says so.</summary>
/// <param name="Number">At least 1.</param>
/// <param name="Source">For a person.</param>
internal readonly record struct NextNumber(long Number, string Source)
{
    /// <summary>
    /// The running node's word; without a node one above the folder's floor; without a folder the first.
    /// </summary>
    /// <returns>A folder that cannot be read may have a floor, so there is no number then.</returns>
    public static async Task<Outcome<NextNumber, FileFault>> FindAsync(
        Layer layer, string dataFolder, CancellationToken stop)
    {
        var sent = await AdminCall.SendAsync(dataFolder, HttpMethod.Get, "/api/status", stop);
        if (sent.Try(out var answer, out _) && answer.Succeeded
            && Next(answer.Body, layer) is > 0 and var next)
        {
            return Outcome<NextNumber, FileFault>.Ok(new NextNumber(next, "as the running node says"));
        }

        if (TrustFolder.Look(dataFolder, out var state) is { } unread)
        {
            return Outcome<NextNumber, FileFault>.Fail(new FileFault(
                $"nobody says which number is next: {unread.Detail}; or give it with --number"));
        }

        return Outcome<NextNumber, FileFault>.Ok(state is null
            ? new NextNumber(1, "the first: no node and no data folder say otherwise")
            : new NextNumber(
                (state.FloorOf(layer)?.Number ?? 0) + 1, $"one above the last one verified in {dataFolder}"));
    }

    private static long Next(string body, Layer layer)
    {
        try
        {
            using var status = JsonDocument.Parse(body);
            return status.RootElement.TryGetProperty("next", out var next) ? next.Number(layer.Name()) : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }
}
