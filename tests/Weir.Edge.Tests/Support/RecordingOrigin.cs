using System.Collections.Concurrent;
using Xunit;

namespace Weir.Edge.Tests.Support;

/// <summary>
/// An origin that answers 200 and records each request that comes whole, down to the byte; one that breaks
/// off within its body is none. What the gateway itself
/// adds must be there exactly once and is left out of the record, so that what remains is what it made of
/// the visitor's own words.
/// </summary>
public sealed class RecordingOrigin : IAsyncDisposable
{
    private static readonly string[] Ours =
    [
        "Weir-Request-Id", "Weir-Unscored", "Weir-Verdict", "X-Forwarded-For", "X-Forwarded-Proto",
        "X-Forwarded-Host", "Forwarded",
    ];

    private readonly ConcurrentQueue<string> _requests = [];
    private readonly RawOrigin _origin;

    public RecordingOrigin()
    {
        _origin = RawOrigin.Start(async visit =>
        {
            while (await visit.ReadHeadAsync() is { } head)
            {
                var body = await visit.ReadBodyAsync(head);
                if (!IsWhole(head, body))
                {
                    return;
                }

                _requests.Enqueue(WithoutOurs(head) + body);
                await visit.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        });
    }

    public Uri Address => _origin.Address;

    /// <summary>
    /// Everything recorded since the last call, which must end with this request; without it.
    /// </summary>
    public IReadOnlyList<string> TakeUpTo(string last)
    {
        var taken = new List<string>();
        while (_requests.TryDequeue(out var request))
        {
            taken.Add(request);
        }

        Assert.Equal(last, taken.LastOrDefault());
        return taken[..^1];
    }

    public ValueTask DisposeAsync() => _origin.DisposeAsync();

    private static bool IsWhole(string head, string body)
    {
        const string Length = "\r\nContent-Length: ";
        var at = head.IndexOf(Length, StringComparison.Ordinal);
        return at >= 0
            ? head[(at + Length.Length)..].StartsWith($"{body.Length}\r\n", StringComparison.Ordinal)
            : !head.Contains("\r\nTransfer-Encoding: ", StringComparison.Ordinal)
                || body.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
    }

    private static string WithoutOurs(string head)
    {
        var lines = head.Split("\r\n").ToList();
        foreach (var name in Ours)
        {
            var at = lines.FindIndex(line => line.StartsWith(name + ": ", StringComparison.Ordinal));
            if (at < 0)
            {
                lines.Insert(1, $"(no {name})");
            }
            else
            {
                lines.RemoveAt(at);
            }
        }

        return string.Join("\r\n", lines);
    }
}
