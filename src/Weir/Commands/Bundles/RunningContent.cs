using System.Collections.Immutable;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Releases;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.History;
using Weir.Releases.Trust;

namespace Weir.Cli.Commands.Bundles;

/// <summary>
/// What a new release is held against: the newest proven tuple of a folder, else the program's own.
/// </summary>
/// <param name="Name">For a person.</param>
/// <param name="Scoring">Its model and signals.</param>
/// <param name="Before">Its signals, where it has any.</param>
internal sealed record RunningContent(string Name, ActiveScoring Scoring, SignalsContent? Before)
{
    public static RunningContent Find(string dataFolder, TrustState trust, DateTimeOffset now)
    {
        var store = new ReleaseStore(new DurableFiles(), Path.GetFullPath(dataFolder));
        var tuples = store.LoadProven(out var proven, out _) == FileStatus.Done ? proven : [];
        var embedded = ShippedModel.Plan().Match<ScoringPlan?>(static plan => plan, static _ => null);
        var (plan, name) = (embedded, "the model of the program");
        if (Content(store, trust, now, tuples, Layer.Model, embedded) is (ModelContent model, var number))
        {
            (plan, name) = (model.Plan, $"model {number}");
        }

        return Content(store, trust, now, tuples, Layer.Signals, plan) is (SignalsContent signals, var of)
            ? new RunningContent(
                $"{name}, signals {of}",
                new ActiveScoring(plan, signals.Traffic, ScoringSwitches.None),
                signals)
            : new RunningContent(
                name, new ActiveScoring(plan, TrafficTable.Empty, ScoringSwitches.None), null);
    }

    /// <summary>What the newest proven tuple has of a layer; nothing where it no longer passes.</summary>
    private static (ReleaseContent Content, long Number)? Content(
        ReleaseStore store, TrustState trust, DateTimeOffset now, ImmutableArray<ProvenTuple> tuples,
        Layer layer, ScoringPlan? running) =>
        tuples.Length > 0 && tuples[0].Tuple[layer] is { } hash
        && store.Get(hash, out var bytes) == FileStatus.Done
        && Bundle.Read(bytes).Try(out var bundle, out _)
        && Verifier.Verify(bundle, trust, new VerifyContext(now, hash)).Try(out var verified, out _)
        && Validator.Validate(verified, running).Try(out var validated, out _)
            ? (validated.Content, verified.Number)
            : null;
}
