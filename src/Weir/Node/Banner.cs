using Weir.Edge;
using Weir.Edge.Admin;
using Weir.Edge.Configuration;
using Weir.Edge.Watching;
using Weir.Releases;
using Weir.Releases.Lifecycle;

namespace Weir.Cli.Node;

/// <summary>What a person sees once the node serves: where, in front of what, and what to try.</summary>
internal static class Banner
{
    public static async Task WriteAsync(
        TextWriter output,
        EdgeNode node,
        AdminServer? admin,
        NodePlan plan,
        bool sample,
        DataFolder folder,
        string? captureFolder)
    {
        await output.WriteLineAsync("weir is ready");
        foreach (var listener in node.Listeners)
        {
            await output.WriteLineAsync($"  visitors  {listener.Address}");
        }

        if (admin?.Url is { } url)
        {
            await output.WriteLineAsync($"  admin     {url}");
        }

        if (admin?.SocketPath is { } socket)
        {
            await output.WriteLineAsync($"  socket    {socket}");
        }

        await output.WriteLineAsync($"  state     {State(folder)}");
        if (captureFolder is not null)
        {
            await output.WriteLineAsync($"  capture   {captureFolder}");
        }

        await output.WriteLineAsync($"  sites     {Sites(plan, sample)}");
        await output.WriteLineAsync($"  scores    {Scores(node.Scoring)}");
        await output.WriteLineAsync($"  releases  {Releases(node.Active)}");
        await output.WriteLineAsync("try");
        var secure = node.Listeners
            .Select(l => l.Address)
            .FirstOrDefault(a => a.StartsWith("https", StringComparison.Ordinal));
        var any = secure ?? node.Listeners.Select(l => l.Address).FirstOrDefault() ?? "";
        await output.WriteLineAsync(
            $"  curl -{(secure is null ? "s" : "sk")} {Host(plan)}{any}/{(sample ? "echo" : "")}");
        if (admin?.Url is { } page)
        {
            await output.WriteLineAsync($"  {page}/ in a browser");
        }

        await output.FlushAsync();
    }

    /// <summary>The name of a site, where none of them answers for every name.</summary>
    private static string Host(NodePlan plan)
    {
        var hosts = plan.Configuration.Sites.SelectMany(static site => site.Hosts).ToArray();
        var named = hosts.FirstOrDefault(static host => !host.StartsWith('*'))
            ?? hosts.FirstOrDefault()?.Replace("*", "www", StringComparison.Ordinal);
        return named is null || hosts.Contains("*") ? "" : $"-H 'Host: {named}' ";
    }

    private static string Scores(ScoringState? scoring) => scoring is null
        ? "nothing: there is no usable model"
        : $"with {scoring.Trees} trees over {scoring.Features} features, {scoring.Evaluator} "
            + $"({scoring.Why})";

    private static string Releases(ActiveTuple active)
    {
        var model = active.Number(Layer.Model);
        var signals = active.Number(Layer.Signals);
        return (model > 0 ? $"model {model}" : "the embedded model") + ", "
            + (signals > 0 ? $"signals {signals}" : "no signals yet");
    }

    private static string State(DataFolder folder) => folder.Warning is null
        ? folder.Root
        : $"{folder.Root}, gone when the node stops"
            + (folder.ReadOnly is { } readable ? $"; releases of {readable}, which cannot be written" : "");

    private static string Sites(NodePlan plan, bool sample) => sample
        ? "the built-in sample site, for every host (--origin URL fronts your own)"
        : plan.Configuration.Sites.IsEmpty
            ? "none that can run: every request gets 421 until the file has one"
            : string.Join(", ", plan.Configuration.Sites.Take(8).Select(s => $"{s.Id} > {Origins(s)}"));

    private static string Origins(SiteSettings site) =>
        string.Join(' ', site.Origins.Take(2).Select(o => o.Address.GetLeftPart(UriPartial.Authority)));
}
