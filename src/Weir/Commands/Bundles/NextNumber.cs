using System.Text.Json;
using Weir.Cli.Commands.Keys;
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
    public static async Task<NextNumber> FindAsync(Layer layer, string dataFolder, CancellationToken stop)
    {
        var sent = await AdminCall.SendAsync(dataFolder, HttpMethod.Get, "/api/status", stop);
        if (sent.Try(out var answer, out _) && answer.Succeeded
            && Next(answer.Body, layer) is > 0 and var next)
        {
            return new NextNumber(next, "as the running node says");
        }

        return TrustFolder.Read(dataFolder).Match(
            state => new NextNumber(
                (state.FloorOf(layer)?.Number ?? 0) + 1, $"one above the last one verified in {dataFolder}"),
            static _ => new NextNumber(1, "the first: no node and no data folder say otherwise"));
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
