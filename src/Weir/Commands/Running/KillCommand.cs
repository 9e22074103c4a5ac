using System.Globalization;

namespace Weir.Cli.Commands.Running;

/// <summary><c>weir kill</c>: switches a part of the running node off, always with an end.</summary>
internal static class KillCommand
{
    public static StatusList Off { get; } =
        new("switches", ["target", "since", "until"], "Nothing is switched off.");

    /// <summary>The kinds of target, as help and complaints name them.</summary>
    public const string Targets =
        "module:scoring, module:model, module:heuristics, module:traffic, module:rules, layer:model, "
        + "layer:signals or rule:SITE/ID";

    private static readonly string[] Known =
    [
        "module:scoring", "module:model", "module:heuristics", "module:traffic", "module:rules",
        "layer:model", "layer:signals",
    ];

    /// <returns>What is wrong with a target, with a suggestion; null where it may be one.</returns>
    public static string? Complaint(string target)
    {
        var rule = target.StartsWith("rule:", StringComparison.Ordinal)
            && target.IndexOf('/', StringComparison.Ordinal) is var slash && slash > "rule:".Length
            && slash < target.Length - 1;
        if (rule || Known.Contains(target))
        {
            return null;
        }

        var meant = Known.FirstOrDefault(k => k.EndsWith($":{target}", StringComparison.Ordinal))
            ?? Syntax.Nearest.To(target, Known);
        return $"there is no '{Shown.Of(target)}' to switch off"
            + (meant is null ? $": {Targets}" : $"; did you mean '{meant}'?");
    }

    public static Task<int> ThrowAsync(
        NodeSpeaker node, string target, TimeSpan duration, CancellationToken stop) =>
        node.DoAsync(
            HttpMethod.Post, PathOf(target),
            AdminCall.Json(string.Create(
                CultureInfo.InvariantCulture, $$"""{"seconds":{{(long)duration.TotalSeconds}}}""")),
            stop);

    public static Task<int> EndAsync(NodeSpeaker node, string target, CancellationToken stop) =>
        node.DoAsync(HttpMethod.Delete, PathOf(target), null, stop);

    private static string PathOf(string target) => $"/api/kill/{Uri.EscapeDataString(target)}";
}
