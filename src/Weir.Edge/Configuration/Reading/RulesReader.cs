using System.Collections.Immutable;
using System.Globalization;
using Weir.Decisions;
using Weir.Decisions.Language;
using Weir.Decisions.Language.Compilation;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Verdicts;

namespace Weir.Edge.Configuration.Reading;

/// <summary>The rules of one site, compiled. A rule that does not compile is a problem of its site.</summary>
internal static class RulesReader
{
    private static readonly string[] Times =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static RuleSet Read(MapReader site)
    {
        if (!site.TryGet("rules", out var field))
        {
            return RuleSet.None;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        var rules = ImmutableArray.CreateBuilder<Rule>();
        var patterns = PatternAllowance.OfSite();
        var items = site.Items(field, "a list of rules", Limits.RulesPerSite, nameof(Limits.RulesPerSite));
        foreach (var item in items)
        {
            var map = MapReader.Open(item, KnownKeys.Rule, site.Context);
            var id = IdReader.Read(map, "login", ids.Add, "rule of this site", "ids name rules in records");
            var condition = When(map, patterns);
            var action = Then(map);
            var expires = Expires(map);
            if (id is not null && condition is not null)
            {
                rules.Add(new Rule(id, condition, action, expires));
            }
        }

        return new RuleSet(rules.ToImmutable());
    }

    private static CompiledCondition? When(MapReader map, PatternAllowance patterns)
    {
        if (!map.Require("when", out var field, "such as 'when: bot.score lt 30'")
            || !map.Text(field, "an expression such as 'bot.score lt 30'", out var text))
        {
            return null;
        }

        if (ExpressionCompiler.Condition(text, RequestFields.All.Catalogue, patterns)
            .Try(out var condition, out var error))
        {
            return condition;
        }

        if (ExpressionPlace.Of(field.Value, error, map.Context.Lines) is { } place)
        {
            map.Problems.Error(place, field.Path, error.Message, error.Suggestion);
        }
        else
        {
            map.Problems.Error(
                field,
                $"{error.Message} (line {error.Line}, column {error.Column} of it)",
                error.Suggestion);
        }

        return null;
    }

    private static RuleAction Then(MapReader map) =>
        !map.Require("then", out _, "write log, allow or block")
            ? RuleAction.Log
            : map.Choice(
                "then",
                RuleAction.Log,
                new Choice<RuleAction>("log", RuleAction.Log),
                new Choice<RuleAction>("allow", RuleAction.Allow),
                new Choice<RuleAction>("block", RuleAction.Block),
                new Choice<RuleAction>("skip", RuleAction.Unset, KnownKeys.LaterVersion),
                new Choice<RuleAction>("challenge", RuleAction.Unset, KnownKeys.LaterVersion),
                new Choice<RuleAction>("rate_limit", RuleAction.Unset, KnownKeys.LaterVersion));

    /// <summary>
    /// The start of a day, or a time as of RFC 3339; one that has passed is worth a warning.
    /// </summary>
    private static long Expires(MapReader map)
    {
        const string NoZone = "a time needs its zone, such as Z";
        const string expected = "a day such as 2027-01-01, or a time such as 2027-01-01T12:00:00Z";
        if (!map.TryGet("expires", out var field) || !map.Text(field, expected, out var text))
        {
            return Rule.Never;
        }

        if (!DateTimeOffset.TryParseExact(
            text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || (text.Contains('T') && !text.EndsWith('Z')
                && text.LastIndexOfAny(['+', '-']) < text.IndexOf('T')))
        {
            map.Problems.Expected(field, expected, text.Contains('T') ? NoZone : null);
            return Rule.Never;
        }

        if (time <= map.Context.Time.GetUtcNow())
        {
            map.Problems.Warning(field, "this rule has expired and never fires",
                "remove it, or change the date");
        }

        return time.UtcTicks;
    }
}
