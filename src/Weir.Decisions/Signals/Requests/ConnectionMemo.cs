using Weir.Decisions.Signals.Agents;
using Weir.Decisions.Signals.Coherence;
using Weir.Decisions.Signals.HeaderOrder;

namespace Weir.Decisions.Signals.Requests;

/// <summary>
/// What is the same for all or most requests of a connection, worked out once. Streams of one connection
/// run at the same time: every slot is one reference to something that never changes, and losing a race
/// only means that the same is worked out again.
/// </summary>
internal sealed class ConnectionMemo
{
    // A page, its resources, its calls and one more shape take turns on one connection.
    private const int Orders = 4;

    private readonly OrderEntry?[] _orders = new OrderEntry?[Orders];
    private int _nextOrder;
    private volatile AgentEntry? _agent;
    private volatile TlsReading? _tls;
    private volatile Http2Reading? _http2;

    public TlsReading? Tls(ClientHello? hello) =>
        hello is null ? null : _tls ??= new TlsReading(hello);

    public Http2Reading? Http2(Http2Opening? opening) =>
        opening is null ? null : _http2 ??= new Http2Reading(opening);

    public UserAgent Agent(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return UserAgent.None;
        }

        var entry = _agent;
        if (entry is null || !string.Equals(entry.Text, text, StringComparison.Ordinal))
        {
            _agent = entry = new AgentEntry(text, AgentParser.Parse(text));
        }

        return entry.Agent;
    }

    public HeaderOrderReading Order(string? order, BrowserEngine engine, bool multiplexed)
    {
        if (order is null)
        {
            return HeaderOrderReading.Missing;
        }

        foreach (var known in _orders)
        {
            if (known is not null && known.Is(order, engine, multiplexed))
            {
                return known.Reading;
            }
        }

        var reading = HeaderOrderReading.Of(order, engine, multiplexed);
        var next = (uint)Interlocked.Increment(ref _nextOrder) % Orders;
        Volatile.Write(ref _orders[next], new OrderEntry(order, engine, multiplexed, reading));
        return reading;
    }

    private sealed record AgentEntry(string Text, UserAgent Agent);

    private sealed record OrderEntry(
        string Order, BrowserEngine Engine, bool Multiplexed, HeaderOrderReading Reading)
    {
        public bool Is(string order, BrowserEngine engine, bool multiplexed) =>
            Engine == engine && Multiplexed == multiplexed
            && string.Equals(Order, order, StringComparison.Ordinal);
    }
}
