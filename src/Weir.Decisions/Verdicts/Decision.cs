namespace Weir.Decisions.Verdicts;

/// <summary>
/// What was decided about one request. <see cref="Score"/> is 1 (certainly automated) to 99 (certainly
/// human), and 0 only where <see cref="Unscored"/> names the reason.
/// </summary>
/// <param name="Verdict">What the rules and the site's policy ask for.</param>
/// <param name="Enforced">What is done: the verdict where the site enforces, otherwise forward.</param>
/// <param name="Score">1 to 99, or 0 where there is none.</param>
/// <param name="Unscored">Why there is no score.</param>
/// <param name="Source">What the score came from.</param>
/// <param name="Class">What the visitor is taken for.</param>
/// <param name="Rule">The id of the rule that decided, if one did.</param>
/// <param name="VerifiedBot">The name of the verified bot, if it is one.</param>
public readonly record struct Decision(
    Verdict Verdict,
    Verdict Enforced,
    int Score,
    UnscoredReason Unscored,
    ScoreSource Source,
    VisitorClass Class,
    string? Rule,
    string? VerifiedBot);
