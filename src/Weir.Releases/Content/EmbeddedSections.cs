using Weir.Decisions.Model;
using Weir.Decisions.Scoring;

namespace Weir.Releases.Content;

/// <summary>
/// What the program brings, as the sections that a release of it would have: a release that faults must not
/// take the features or probes with it that it shares with what always ran.
/// </summary>
internal static class EmbeddedSections
{
    public static IEnumerable<Hash256> Of(ScoringPlan? embedded) => embedded is null
        ? [Hash256.Of(ProbeSet.Embedded.Span)]
        :
        [
            Hash256.Of(ProbeSet.Embedded.Span),
            Hash256.Of(ModelText.Features([.. embedded.Features.Features.Select(static f => f.Definition)])),
            Hash256.Of(ModelSection.Write(embedded.Model)),
        ];
}
