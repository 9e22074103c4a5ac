namespace Weir.Bench.Gateway.Reporting;

/// <summary>One promise with what came of it.</summary>
internal sealed record Goal(string What, string Measured, GoalState State)
{
    public string Mark => State switch
    {
        GoalState.Met => "met",
        GoalState.Missed => "**MISSED**",
        GoalState.NoGoal => "no goal",
        GoalState.Unset or GoalState.NotMeasured => "not measured",
        _ => "not measured",
    };

    public static Goal AtMost(string what, double? figure, double limit, string measured) => new(
        what, figure is null ? "-" : measured, figure switch
        {
            null => GoalState.NotMeasured,
            _ => figure <= limit ? GoalState.Met : GoalState.Missed,
        });
}

internal enum GoalState
{
    Unset = 0,
    NotMeasured,
    NoGoal,
    Met,
    Missed,
}
