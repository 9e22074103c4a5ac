namespace Weir.Edge.Tests.Support;

/// <summary>Waits for what follows from something that was done, and fails where it does not come.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"It did not come to this: {what}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2));
        }
    }

    public static async Task<T?> NotNullAsync<T>(Func<T?> read)
    {
        T? value = default;
        await TrueAsync(() => (value = read()) is not null, $"a {typeof(T).Name}");
        return value;
    }
}
