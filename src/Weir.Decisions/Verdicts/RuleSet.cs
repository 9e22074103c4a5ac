using System.Collections.Immutable;
using Weir.Decisions.Language;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Verdicts;

/// <summary>
/// The rules of one site, in their order. The first one that fires and allows or blocks decides; those
/// that log are noted on the way. Immutable; two sets are equal where their rules are.
/// </summary>
public sealed class RuleSet(ImmutableArray<Rule> rules) : IEquatable<RuleSet>
{
    public static RuleSet None { get; } = new([]);

    public ImmutableArray<Rule> Rules { get; } = rules;

    /// <summary>Allocates nothing and never throws.</summary>
    /// <param name="source">The request, of the catalogue that the rules were compiled against.</param>
    /// <param name="nowTicks">100 ns ticks of UTC.</param>
    /// <param name="tally">Where each rule's results are counted; null where nobody counts.</param>
    /// <param name="off">
    /// Identifiers of rules that are switched off: neither asked nor counted. Null where none is, which is
    /// how it costs nothing.
    /// </param>
    public RuleOutcome Evaluate(
        FieldSource source, long nowTicks, RuleTally? tally = null, IReadOnlySet<string>? off = null)
    {
        Rule? logged = null;
        var missing = 0;
        var rules = Rules.AsSpan();
        for (var i = 0; i < rules.Length; i++)
        {
            var rule = rules[i];
            if (off is not null && off.Contains(rule.Id))
            {
                continue;
            }

            var truth = rule.IsExpired(nowTicks) ? Truth.False : rule.When.Evaluate(source);
            if (truth is Truth.Missing)
            {
                missing++;
                tally?.CountMissing(i);
            }
            else if (truth is Truth.True)
            {
                tally?.CountFired(i);
                if (rule.Then is RuleAction.Allow or RuleAction.Block)
                {
                    return new RuleOutcome(rule, logged, missing);
                }

                logged ??= rule;
            }
        }

        return new RuleOutcome(null, logged, missing);
    }

    public bool Equals(RuleSet? other) =>
        other is not null && Rules.AsSpan().SequenceEqual(other.Rules.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as RuleSet);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var rule in Rules)
        {
            hash.Add(rule);
        }

        return hash.ToHashCode();
    }
}

/// <summary>What the rules say of one request.</summary>
/// <param name="Decided">The rule that allows or blocks; null where none decided.</param>
/// <param name="Logged">The first rule that fired only to be recorded.</param>
/// <param name="Missing">Rules that were asked and came out missing.</param>
public readonly record struct RuleOutcome(Rule? Decided, Rule? Logged, int Missing)
{
    /// <summary>What is asked for; <see cref="Verdict.Unset"/> where no rule decided.</summary>
    public Verdict Verdict => Decided?.Then switch
    {
        RuleAction.Block => Verdict.Block,
        RuleAction.Allow => Verdict.Forward,
        RuleAction.Log or RuleAction.Unset or null => Verdict.Unset,
        _ => Verdict.Unset,
    };
}
