using Weir.Decisions;

namespace Weir.Keeper.Training;

/// <summary>Why no model came out, for a person to read.</summary>
public readonly record struct TrainingFault(string Message)
{
    public static TrainingFault Of(string message) => new(message);

    public Outcome<T, TrainingFault> As<T>()
        where T : notnull => Outcome<T, TrainingFault>.Fail(this);
}
