using System.Text.Json;
using Weir.Decisions.Verdicts;
using Weir.Edge.Configuration;

namespace Weir.Cli.Commands;

/// <summary>What changes when no request has a score: rules first, then the policy of each site.</summary>
internal static class UnscoredReport
{
    public static void Write(ConfigurationReading reading, TextWriter output)
    {
        var losses = Losses(reading).ToList();
        output.WriteLine(losses.Count == 0
            ? "Without scores every rule comes out as it does now."
            : "Without scores these rules come out differently, and every other one as it does now:");
        foreach (var (site, loss) in losses)
        {
            output.WriteLine($"  {site}: {loss.Rule.Id} ({Action(loss.Rule.Then)}) {Words(loss.Kind)}");
        }

        output.WriteLine("A request that no rule decides then gets what on_unscored says:");
        foreach (var entry in Entries(reading))
        {
            if (!entry.Site.Try(out var site, out _))
            {
                output.WriteLine($"  {entry.Id ?? entry.Path}: has errors");
                continue;
            }

            var mode = site.Mode is SiteMode.Enforce ? "enforced" : "recorded only: mode is observe";
            output.WriteLine(
                $"  {site.Id}: ours {Action(site.OnUnscored.Ours)}, "
                + $"clients {Action(site.OnUnscored.Clients)} ({mode})");
        }
    }

    /// <summary>The value of a key <c>unscored</c>: one object for each rule that is listed.</summary>
    public static void WriteJson(ConfigurationReading reading, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var (site, loss) in Losses(reading))
        {
            writer.WriteStartObject();
            writer.WriteString("site", site);
            writer.WriteString("rule", loss.Rule.Id);
            writer.WriteString("then", Action(loss.Rule.Then));
            writer.WriteString("change", Words(loss.Kind));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static IEnumerable<(string Site, ScoringLoss Loss)> Losses(ConfigurationReading reading) =>
        Entries(reading)
            .Select(static entry => entry.Site.Match<SiteSettings?>(static site => site, static _ => null))
            .OfType<SiteSettings>()
            .SelectMany(static site => ScoringLoss.Of(site.Rules).Select(loss => (site.Id, loss)));

    private static IEnumerable<SiteReading> Entries(ConfigurationReading reading) =>
        reading.Sites.Match(static sites => sites.Entries, static _ => []);

    private static string Words(ScoringLossKind kind) => kind switch
    {
        ScoringLossKind.NeverFires => "never fires",
        ScoringLossKind.FiresLess => "fires for fewer requests",
        ScoringLossKind.MayFireMore => "may fire for other requests: it asks whether there is a score",
        ScoringLossKind.Unset => "changes",
        _ => "changes",
    };

    private static string Action(RuleAction action) => action switch
    {
        RuleAction.Log => "log",
        RuleAction.Allow => "allow",
        RuleAction.Block => "block",
        RuleAction.Unset => "log",
        _ => "log",
    };

    private static string Action(UnscoredAction action) => action switch
    {
        UnscoredAction.Block => "block",
        UnscoredAction.Forward => "forward",
        UnscoredAction.Unset => "forward",
        _ => "forward",
    };
}
