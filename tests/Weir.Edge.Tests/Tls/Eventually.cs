using Xunit;

namespace Weir.Edge.Tests.Tls;

/// <summary>For what the gateway does a moment after the visitor saw the end of it.</summary>
internal static class Eventually
{
    /// <summary>Looks until both are equal, and for half a minute at most.</summary>
    public static async Task Equal<T>(T expected, Func<T> actual)
    {
        var stop = TestContext.Current.CancellationToken;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!EqualityComparer<T>.Default.Equals(expected, actual()) && !patience.IsCancellationRequested)
        {
            await Task.Delay(10, CancellationToken.None);
        }

        Assert.Equal(expected, actual());
    }
}
