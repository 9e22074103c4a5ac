using Weir.Events.Schema;

namespace Weir.Events.Transport;

/// <summary>What the node sends its keeper: one of the records within.</summary>
public abstract record KeeperMessage
{
    private KeeperMessage()
    {
    }

    /// <summary>At the start and whenever some of it has changed.</summary>
    public sealed record State(NodeState Node) : KeeperMessage;

    /// <summary>To be acknowledged, stored or not.</summary>
    public sealed record Events(EventBatch Batch) : KeeperMessage;

    /// <summary>To be answered.</summary>
    public sealed record Question(KeeperQuestion Asked) : KeeperMessage;

    /// <summary>
    /// The node is gone, or says what is no frame. Always the last message, and said again.
    /// </summary>
    public sealed record Closed(TransportFault Why) : KeeperMessage;
}
