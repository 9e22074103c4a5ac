using System.Globalization;
using Weir.Releases;

namespace Weir.Cli.Commands.Running;

/// <summary><c>weir hold</c>: a layer takes nothing for a while. Local, and needs no key.</summary>
internal static class HoldCommand
{
    public static StatusList Held { get; } =
        new("holds", ["layer", "until", "by", "why"], "Nothing is held: every layer takes releases.");

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
}
