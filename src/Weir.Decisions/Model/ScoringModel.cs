namespace Weir.Decisions.Model;

/// <summary>What a release says about scoring: trees, and the way from their sum to 1 to 99.</summary>
public sealed record ScoringModel(TreeEnsemble Trees, Calibration Calibration);
