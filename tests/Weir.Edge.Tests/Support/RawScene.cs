using Weir.Edge.Configuration;
using Xunit;

namespace Weir.Edge.Tests.Support;

/// <summary>
/// A gateway with the default limits in front of an origin that records, for tests that run one after the
/// other. It serves a.example, and small.example with a <c>max_body</c> of ten bytes.
/// </summary>
public sealed class RawScene : IAsyncLifetime
{
    private const string Last = "GET /settled HTTP/1.1\r\nHost: a.example\r\n\r\n";

    private readonly RecordingOrigin _origin = new();
    private Gateway? _gateway;

    public Gateway Gateway => _gateway ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _gateway = await Gateway.StartAsync(
        new LimitSettings(),
        Gateway.Site("a", _origin.Address),
        Gateway.Site("small", _origin.Address) with { MaxBody = 10 });

    /// <summary>Sends one more request, so that what came before it is known to be done.</summary>
    /// <returns>What reached the origin before.</returns>
    public async Task<IReadOnlyList<string>> SettleAsync()
    {
        var answer = await RawClient.AskAsync(
            Gateway.Port, "GET /settled HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        return _origin.TakeUpTo(Last);
    }

    /// <summary>The reasons that were counted since, each as often as it was.</summary>
    public IEnumerable<string> CountedSince(IReadOnlyDictionary<string, long> before) =>
        Gateway.Limits().SelectMany(
            now => Enumerable.Repeat(now.Key, (int)(now.Value - before.GetValueOrDefault(now.Key))));

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _origin.DisposeAsync();
    }
}
