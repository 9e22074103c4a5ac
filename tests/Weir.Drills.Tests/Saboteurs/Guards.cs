namespace Weir.Drills.Tests.Saboteurs;

/// <summary>The guards that saboteurs take out, each in the words of the source.</summary>
internal static class Guards
{
    /// <summary>The historic unwrap: what goes wrong while scoring leaves the stage.</summary>
    public static readonly Patch StageGuard = new(
        "Stages/GatewayApplication.cs",
        """
                    Report(EdgeStage.Score, request, e);
                    return Scored.Not(UnscoredReason.StageFault);
        """,
        "throw;");

    /// <summary>The historic score 0: a score that was never computed reads as the lowest there is.</summary>
    public static readonly Patch MissingScore = new(
        "Signals/Catalogue/RequestSignals.cs",
        "_fields.LiveAt(field) == LiveField.Score ? Score : Worked(field);",
        "_fields.LiveAt(field) == LiveField.Score ? double.IsNaN(Score) ? 0 : Score : Worked(field);");

    /// <summary>Kleene's table without its third value: not missing is true.</summary>
    public static readonly Patch KleeneNot = new(
        "Language/Truth.cs",
        "Truth.Missing => Truth.Missing,",
        "Truth.Missing => Truth.True,");

    /// <summary>After a fault rules no longer read the request: what a path forbids gets through.</summary>
    public static readonly Patch RulesAfterAFault = new(
        "Stages/GatewayApplication.cs",
        "scoring.Recover(request);",
        "return default;");

    /// <summary>The switch that turns scoring off turns nothing off.</summary>
    public static readonly Patch ScoringSwitch = new(
        "Scoring/RequestScorer.cs",
        "active.Off.HasFlag(ScoringSwitches.Scoring)",
        "false");

    /// <summary>Features and model that do not agree are scored all the same.</summary>
    public static readonly Patch VectorLimit = new(
        "Scoring/RequestScorer.cs",
        "Vector.Count != plan.Evaluator.Model.FeatureCount",
        "false");
}
