using Weir.Edge.Watching;

namespace Weir.Edge.Stages;

/// <summary>The one place where what runs is replaced: a single reference, swapped whole.</summary>
public sealed class GatewayState(GatewaySnapshot first)
{
    private volatile GatewaySnapshot _current = first;
    private volatile NodePhase _phase = NodePhase.Starting;
    private volatile bool _closing;

    public GatewaySnapshot Current => _current;

    public NodePhase Phase => _phase;

    /// <summary>Whether each answer now asks its connection to end.</summary>
    public bool Closing => _closing;

    public void Swap(GatewaySnapshot next) => _current = next;

    public void Enter(NodePhase phase) => _phase = phase;

    public void StartClosing() => _closing = true;
}
