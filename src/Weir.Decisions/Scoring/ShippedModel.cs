using Weir.Decisions.Features;
using Weir.Decisions.Model;

namespace Weir.Decisions.Scoring;

/// <summary>
/// The model that comes with the program, trusted because it is part of it, and read as strictly as any
/// other: a program that was put together wrongly serves without scores instead of not at all.
/// </summary>
public static class ShippedModel
{
    private const string Resource = "weir.model";

    public static Outcome<ScoringPlan, PlanFault> Plan()
    {
        using var stream = typeof(ShippedModel).Assembly.GetManifestResourceStream(Resource);
        if (stream is null)
        {
            return Fail($"the program has no {Resource} in it");
        }

        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        if (!ModelSection.Read(bytes.ToArray()).Try(out var model, out var error))
        {
            return Fail($"{Resource}: {error.Text()}");
        }

        return ShippedFeatures.Read().Try(out var definitions, out var refusal)
            ? ScoringPlan.Create(definitions.AsSpan(), model)
            : Outcome<ScoringPlan, PlanFault>.Fail(
                new PlanFault(PlanFaultKind.Feature, refusal.ToString(), refusal.Reason));
    }

    private static Outcome<ScoringPlan, PlanFault> Fail(string detail) =>
        Outcome<ScoringPlan, PlanFault>.Fail(new PlanFault(PlanFaultKind.Model, detail));
}
