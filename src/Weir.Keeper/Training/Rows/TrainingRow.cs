namespace Weir.Keeper.Training.Rows;

/// <summary>One request as training sees it.</summary>
/// <param name="Label">Of its session.</param>
/// <param name="Turn">Which request of its session, from 1.</param>
/// <param name="Resumed">Whether its TLS session resumed an earlier one.</param>
/// <param name="Heuristic">The heuristic that would have decided, or null.</param>
/// <param name="Values">Features in the order of the set, NaN where missing.</param>
public sealed record TrainingRow(
    SessionLabel Label, int Turn, bool Resumed, string? Heuristic, float[] Values);
