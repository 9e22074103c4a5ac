using Weir.Decisions;
using Weir.Decisions.Verdicts;
using Weir.Edge.Configuration;
using Weir.Edge.Stages;
using Xunit;

namespace Weir.Edge.Tests.Configuration;

public sealed class RulesTests
{
    [Fact]
    public void Rules_AreReadInTheirOrder_WithWhatTheyAskFor()
    {
        var rules = Site("""
            { id: a, when: ssl, then: allow },
            { id: b, when: bot.score lt 30, then: block, expires: 2027-01-01 },
            { id: c, when: 'true', then: log, expires: "2027-01-01T12:30:00+02:00" }
            """).Rules.Rules;

        Assert.Equal(["a", "b", "c"], rules.Select(static rule => rule.Id));
        Assert.Equal(
            [RuleAction.Allow, RuleAction.Block, RuleAction.Log], rules.Select(static rule => rule.Then));
        Assert.Equal(
            [
                Rule.Never, new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks,
                new DateTime(2027, 1, 1, 10, 30, 0, DateTimeKind.Utc).Ticks,
            ],
            rules.Select(static rule => rule.Expires));
    }

    [Fact]
    public void Sites_ReadTwice_AreTheSame_UntilARuleChanges()
    {
        const string rules = "{ id: a, when: ssl, then: log }, { id: b, when: not ssl, then: log }";

        Assert.True(Same(rules, rules));
        Assert.False(Same(rules, rules.Replace("not ssl", "not (ssl)", StringComparison.Ordinal)));
        Assert.False(Same(rules, rules.Replace("id: b", "id: c", StringComparison.Ordinal)));
        Assert.False(
            Same(rules, rules.Replace("then: log }, ", "then: allow }, ", StringComparison.Ordinal)));
        Assert.False(Same(rules, "{ id: a, when: ssl, then: log }"));
        Assert.False(Same(
            rules, rules.Replace("then: log }, ", "then: log, expires: 2027-01-01 }, ",
                StringComparison.Ordinal)));
    }

    [Fact]
    public void TooManyRules_NameTheLimit()
    {
        var rule = "{ id: a, when: ssl, then: log }";

        var reading = Read(string.Join(',', Enumerable.Repeat(rule, Limits.RulesPerSite + 1)));

        Assert.Contains(
            "1025 entries, and 1024 is the most (limit RulesPerSite)",
            reading.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TooManyPatterns_OfOneSite_NameTheLimitAtTheRule()
    {
        var some = string.Join(" or ", Enumerable.Repeat("http.host matches \"a\"", 256));
        var rules = Enumerable.Range(0, 5).Select(i => $"{{ id: r{i}, when: '{some}', then: log }}");

        var problem = Assert.Single(Read(string.Join(",\n", rules)).Problems).Render("weir.yaml");

        Assert.StartsWith("weir.yaml:6:", problem, StringComparison.Ordinal);
        Assert.Contains(
            "the patterns of a site's rules are more than 1024 (limit SitePatterns)", problem,
            StringComparison.Ordinal);
    }

    [Fact]
    public void OneBadRule_LeavesOtherSitesAlone()
    {
        var reading = ConfigurationReader.Read(
            """
            version: 1
            sites:
              - { id: a, hosts: [a.example], origins: ["http://a"], rules: [{ id: x, when: sll, then: log }] }
              - { id: b, hosts: [b.example], origins: ["http://b"], rules: [{ id: x, when: ssl, then: log }] }
            """,
            "weir.yaml", "/", new SteppedTime());

        Assert.True(reading.Sites.Try(out var sites, out _));
        Assert.Equal([false, true], sites.Entries.Select(static e => e.Site.Try(out _, out _)));
        Assert.Equal(
            "weir.yaml:3:80: error: unknown field 'sll'; did you mean 'ssl'?",
            Assert.Single(reading.Problems).Render("weir.yaml"));
    }

    private static bool Same(string left, string right)
    {
        var (a, b) = (Site(left), Site(right));
        Assert.Equal(a.SameAs(b), SiteComparer.Same(a, b));
        return a.SameAs(b);
    }

    private static SiteSettings Site(string rules)
    {
        var reading = Read(rules);
        Assert.Empty(reading.Problems.Select(static p => p.Render("weir.yaml")));
        Assert.True(reading.Sites.Try(out var sites, out _));
        Assert.True(Assert.Single(sites.Entries).Site.Try(out var site, out _));
        return site;
    }

    private static ConfigurationReading Read(string rules) => ConfigurationReader.Read(
        $"version: 1\nsites: [{{ id: a, hosts: [a.example], origins: ['http://a'], rules: [{rules}] }}]",
        "weir.yaml", "/", new SteppedTime());
}
