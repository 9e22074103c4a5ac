namespace Weir.Decisions.Model;

/// <summary>
/// What a model's leaves add up to: log odds of being human, always finite. It exists only where a model was
/// evaluated; what was not computed is a reason somewhere else, never a number.
/// </summary>
public readonly record struct RawScore(double Margin);
