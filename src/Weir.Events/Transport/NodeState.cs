using Weir.Events.Schema;

namespace Weir.Events.Transport;

/// <summary>What the node tells its keeper, at the start and whenever some of it has changed.</summary>
/// <param name="Columns">The active feature set.</param>
/// <param name="ModelNumber">Of the active model, 0 for the embedded one.</param>
/// <param name="NextSignals">The number that the next signals release should have.</param>
/// <param name="SignalsIntake">False where the node holds the layer: building would be for nothing.</param>
public sealed record NodeState(
    FeatureColumns Columns, long ModelNumber, long NextSignals, bool SignalsIntake);

/// <summary>What became of a bundle that the keeper submitted.</summary>
/// <param name="Accepted">Whether it passed every gate.</param>
/// <param name="Number">Of the release; 0 where it could not be read.</param>
/// <param name="Reason">The name of the refusal's reason; empty where it was taken.</param>
/// <param name="Detail">For a person; empty where it was taken.</param>
public sealed record SubmitAnswer(bool Accepted, long Number, string Reason, string Detail)
{
    /// <summary>Whether it was taken and waits until the candidate before it is through.</summary>
    public bool Waiting { get; init; }
}

/// <summary>What the keeper tells of itself, for status, metrics and alarms.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">Such as <c>store</c>, <c>build</c>, <c>refused</c>.</param>
/// <param name="Reason">The name of a refusal's reason, such as <c>DuplicateFeature</c>, or empty.</param>
/// <param name="Detail">For a person.</param>
public sealed record KeeperReport(DateTimeOffset At, string Kind, string Reason, string Detail)
{
    public long Events { get; init; }

    public long Bytes { get; init; }

    /// <summary>What is wrong at this moment, whatever the report is about; empty where nothing is.</summary>
    public string Trouble { get; init; } = "";
}

/// <summary>What the node asks of the keeper: one kind of question, one answer as JSON.</summary>
/// <param name="Id">Comes back with the answer.</param>
/// <param name="Kind"><c>build</c>, <c>features</c>, <c>status</c>.</param>
/// <param name="Argument">JSON, or empty.</param>
public sealed record KeeperQuestion(long Id, string Kind, string Argument);

public sealed record KeeperAnswer(long Id, bool Ok, string Body);

/// <summary>
/// The node's side of the wire. Every call returns at once or is awaited by the transport alone.
/// </summary>
public interface INodeSide
{
    NodeState State { get; }

    /// <summary>A bundle that the keeper has made; through the same gates as any other.</summary>
    SubmitAnswer Submit(ReadOnlyMemory<byte> bundle);

    void Report(KeeperReport report);

    /// <summary>Events of these sequence numbers are stored.</summary>
    void Acknowledged(long sequence);
}
