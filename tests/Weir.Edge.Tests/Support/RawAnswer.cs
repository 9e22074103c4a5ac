using System.Globalization;

namespace Weir.Edge.Tests.Support;

/// <summary>One HTTP/1.1 answer as it came.</summary>
/// <param name="Head">Status line and header lines.</param>
/// <param name="Body">As on the wire.</param>
public sealed record RawAnswer(string Head, string Body)
{
    public int Status => int.Parse(Head.AsSpan(9, 3), CultureInfo.InvariantCulture);

    public string? RequestId => Field("Weir-Request-Id");

    /// <returns>The value of a field that is there once, or null.</returns>
    public string? Field(string name)
    {
        var lines = Head.Split("\r\n")
            .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).ToArray();
        return lines.Length == 1 ? lines[0][(name.Length + 1)..].Trim() : null;
    }

    /// <returns>Null where the connection ended without another answer.</returns>
    public static async Task<RawAnswer?> ReadAsync(RawVisit visit)
    {
        var head = await visit.ReadHeadAsync().WaitAsync(TimeSpan.FromSeconds(20));
        return head is null ? null : new RawAnswer(head, await visit.ReadBodyAsync(head));
    }
}
