using Weir.Decisions.Language.Compilation;

namespace Weir.Decisions.Verdicts;

/// <summary>What a rule asks for when it fires.</summary>
public enum RuleAction
{
    Unset = 0,

    /// <summary>Only recorded; later rules still decide.</summary>
    Log,

    /// <summary>Forward, and ask no later rule.</summary>
    Allow,

    /// <summary>Block, and ask no later rule.</summary>
    Block,
}

/// <param name="Id">Names the rule in records and metrics; unique within its site.</param>
/// <param name="When">It fires where this is true, and only there: missing is not true.</param>
/// <param name="Then">What it asks for.</param>
/// <param name="Expires">
/// From then on it never fires; 100 ns ticks of UTC, as of <see cref="DateTime.Ticks"/>.
/// </param>
public sealed record Rule(string Id, CompiledCondition When, RuleAction Then, long Expires = Rule.Never)
{
    public const long Never = long.MaxValue;

    public bool IsExpired(long nowTicks) => nowTicks >= Expires;
}
