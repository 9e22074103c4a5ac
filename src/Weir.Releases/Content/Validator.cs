using System.Text;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
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
    public static Outcome<ValidatedRelease, Refusal> Validate(VerifiedRelease release, ScoringPlan? running)
    {
        if ((CheckSections(release) ?? CheckSecrets(release)) is { } refusal)
        {
            return refusal.As<ValidatedRelease>();
        }

        var content = release.Layer switch
        {
            Layer.Model => ReadModel(release),
            Layer.Signals => ReadSignals(release, running),
            Layer.Policy => ReadPolicy(release),
            Layer.Lists or Layer.Unset => NotBuilt(release.Layer),
            _ => NotBuilt(release.Layer),
        };
        return content.Match(
            read => Outcome<ValidatedRelease, Refusal>.Ok(new ValidatedRelease(release, read)),
            static problem => problem.As<ValidatedRelease>());
    }

    private static Refusal? CheckSections(VerifiedRelease release)
    {
        if (SectionNames.Of(release.Layer) is not { } known)
        {
            return Refuse(RefusalReason.UnknownLayer,
                $"releases of layer '{release.Layer.Name()}' are expected in a later version");
        }

        var names = release.SectionNames.ToHashSet(StringComparer.Ordinal);
        foreach (var name in known)
        {
            if (!names.Remove(name))
            {
                return Refuse(RefusalReason.MissingSection,
                    $"a {release.Layer.Name()} release without section '{name}'");
            }
        }

        return names.Count == 0 ? null : Refuse(RefusalReason.UnknownSection,
            $"a {release.Layer.Name()} release has no section '{names.Min(StringComparer.Ordinal)}'");
    }

    private static Refusal? CheckSecrets(VerifiedRelease release)
    {
        foreach (var name in release.SectionNames.Order(StringComparer.Ordinal))
        {
            if (Secrets.Find(Section(release, name).Span) is { } found)
            {
                return Refuse(RefusalReason.SecretInRelease,
                    $"section '{name}' holds {found}: take it out, and replace that key");
            }
        }

        return null;
    }

    private static Outcome<ReleaseContent, Refusal> ReadModel(VerifiedRelease release)
    {
        if (!ModelText.ReadFeatures(Section(release, SectionNames.Features).Span)
            .Try(out var definitions, out var refusal))
        {
            return refusal.As<ReleaseContent>();
        }

        if (!ModelSection.Read(Section(release, SectionNames.Trees).Span).Try(out var model, out var error))
        {
            return Refuse(RefusalReason.BadModel, error.Text()).As<ReleaseContent>();
        }

        if (!ScoringPlan.Create(definitions.AsSpan(), model).Try(out var plan, out var fault))
        {
            return Refuse(ReasonOf(fault), fault.Detail).As<ReleaseContent>();
        }

        if (CheckNeeds(release, definitions.Length, model.Trees.TreeCount, 0) is { } needs)
        {
            return needs.As<ReleaseContent>();
        }

        var capture = Section(release, SectionNames.Probes);
        if (!ProbeRun.Read(capture).Try(out var run, out refusal)
            || !ModelText.ReadExpected(Section(release, SectionNames.Expected).Span)
                .Try(out var expected, out refusal))
        {
            return refusal.As<ReleaseContent>();
        }

        return expected.Length != run.Requests.Length
            ? Refuse(RefusalReason.BadProbes,
                $"{run.Requests.Length} probe requests with {expected.Length} scores").As<ReleaseContent>()
            : Outcome<ReleaseContent, Refusal>.Ok(
                new ModelContent(definitions, plan, new ProbeSet(capture, expected)));
    }

    private static Outcome<ReleaseContent, Refusal> ReadSignals(VerifiedRelease release, ScoringPlan? running)
    {
        if (!SignalsText.ReadFeatures(Section(release, SectionNames.Features).Span)
            .Try(out var features, out var refusal))
        {
            return refusal.As<ReleaseContent>();
        }

        if (FeatureList.Check(features) is { } wrong)
        {
            return wrong.As<ReleaseContent>();
        }

        if (running is null)
        {
            return Refuse(RefusalReason.ModelInputMismatch, "no model runs that these signals could be of")
                .As<ReleaseContent>();
        }

        if (FeatureList.CheckAgainst(features, running) is { } mismatch)
        {
            return mismatch.As<ReleaseContent>();
        }

        if (!SignalsText.ReadTraffic(Section(release, SectionNames.Traffic).Span)
                .Try(out var traffic, out refusal)
            || !SignalsText.ReadCounts(Section(release, SectionNames.Counts).Span, traffic.Measured)
                .Try(out var counts, out refusal))
        {
            return refusal.As<ReleaseContent>();
        }

        if (traffic.Measured - release.Manifest.Created > Limits.MeasuredAhead)
        {
            return Refuse(RefusalReason.BadSignals, "measured after the release was made")
                .As<ReleaseContent>();
        }

        if (release.Manifest.Created - traffic.Measured >= Limits.TrafficGone)
        {
            return Refuse(
                RefusalReason.Expired,
                $"measured {release.Manifest.Created - traffic.Measured:d\\.hh\\:mm\\:ss} before the release "
                + $"was made; after {nameof(Limits.TrafficGone)}, {Limits.TrafficGone.TotalMinutes} minutes, "
                + "nothing of it counts").As<ReleaseContent>();
        }

        return CheckNeeds(release, features.Length, 0, traffic.Count) is { } needs
            ? needs.As<ReleaseContent>()
            : Outcome<ReleaseContent, Refusal>.Ok(new SignalsContent(features, traffic, counts));
    }

    private static Outcome<ReleaseContent, Refusal> ReadPolicy(VerifiedRelease release)
    {
        var sites = Section(release, SectionNames.Sites);
        if (sites.Length > Limits.PolicyBytes)
        {
            return Refuse(
                RefusalReason.TooLarge, $"{sites.Length} bytes of sites, at most {Limits.PolicyBytes}")
                .As<ReleaseContent>();
        }

        return Rune.DecodeFromUtf8(sites.Span, out _, out _) == System.Buffers.OperationStatus.Done
            && System.Text.Unicode.Utf8.IsValid(sites.Span)
                ? Outcome<ReleaseContent, Refusal>.Ok(new PolicyContent())
                : Refuse(RefusalReason.BadRule, "sites is no text in UTF-8").As<ReleaseContent>();
    }

    /// <summary>What the manifest asks for is what a node with smaller limits goes by.</summary>
    private static Refusal? CheckNeeds(VerifiedRelease release, int features, int trees, int rows)
    {
        var needs = release.Manifest.Needs;
        return needs.Features < features ? Less("features", needs.Features, features)
            : needs.Trees < trees ? Less("trees", needs.Trees, trees)
            : needs.Rows < rows ? Less("rows", needs.Rows, rows)
            : null;
    }

    private static Refusal Less(string what, int said, int found) =>
        Refuse(RefusalReason.NeedsMore, $"says that it needs {said} {what}, and has {found}");

    private static RefusalReason ReasonOf(PlanFault fault) => fault.Kind switch
    {
        PlanFaultKind.Feature => ReasonOf(fault.Feature),
        PlanFaultKind.Model => RefusalReason.BadModel,
        PlanFaultKind.ModelInputMismatch => RefusalReason.ModelInputMismatch,
        PlanFaultKind.Unset => RefusalReason.Fault,
        _ => RefusalReason.Fault,
    };

    private static RefusalReason ReasonOf(FeatureRefusalReason reason) => reason switch
    {
        FeatureRefusalReason.Full => RefusalReason.TooManyFeatures,
        FeatureRefusalReason.DuplicateFeature => RefusalReason.DuplicateFeature,
        FeatureRefusalReason.UnknownSignal => RefusalReason.UnknownFeature,
        FeatureRefusalReason.WrongType or FeatureRefusalReason.NameTooLong or FeatureRefusalReason.BadName
            or FeatureRefusalReason.BadExpression or FeatureRefusalReason.BadLine
            or FeatureRefusalReason.Unset => RefusalReason.BadFeature,
        _ => RefusalReason.BadFeature,
    };

    private static ReadOnlyMemory<byte> Section(VerifiedRelease release, string name) =>
        release.Section(name) ?? ReadOnlyMemory<byte>.Empty;

    private static Outcome<ReleaseContent, Refusal> NotBuilt(Layer layer) =>
        Refuse(RefusalReason.UnknownLayer, layer.Name()).As<ReleaseContent>();

    private static Refusal Refuse(RefusalReason reason, string detail) =>
        Refusal.Of(Gate.Validate, reason, detail);
}
